package dev.tandem.orchestrator.commit;

import dev.tandem.commit.agreement.Termination;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the transaction coordinator.
 *
 * @param timeout how long the votes may take, if a request says nothing
 * @param longestTimeout what a request may ask for at most
 * @param patience how long one round of telling the decision may take; whoever is silent then is told again later
 * @param mostBranches of one transaction
 * @param termination how the participants of a three-phase commit go on if their coordinator is silent: {@code quorum}, or
 *     {@code guide}, which a partition of the network can split
 * @param recoveryInterval how often each replica looks for transactions that nobody drives any more
 * @param firstPause between two rounds of telling; doubles with each further one
 * @param longestPause and goes no further
 * @param retention how long ended transactions are kept; longer than participants keep their branches, so that these can
 *     always be compared
 */
@ConfigurationProperties("tandem.coordinator")
record CoordinatorProperties(
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("60s") Duration longestTimeout,
        @DefaultValue("5s") Duration patience,
        @DefaultValue("16") int mostBranches,
        @DefaultValue("quorum") Termination termination,
        @DefaultValue("1s") Duration recoveryInterval,
        @DefaultValue("500ms") Duration firstPause,
        @DefaultValue("15s") Duration longestPause,
        @DefaultValue("90d") Duration retention) {

    /** How long to wait before telling again what was told so often. */
    Duration pauseAfter(int attempts) {
        var pause = firstPause.multipliedBy(1L << Math.min(attempts, 10));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }

    /** How long whoever decided is left alone with telling it. */
    Duration lease() {
        return patience.plus(firstPause);
    }
}
