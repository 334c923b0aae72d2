package dev.tandem.commit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a service's part in distributed transactions.
 *
 * @param cluster part of the names of its prepared transactions: whatever else is prepared on the same server is left
 *     alone
 * @param lockTimeout how long a branch waits for a lock, give or take a third: no database sees a circle of waiting that
 *     spans two, so somebody has to give up, and not everybody at the same moment. Shorter than the time for voting
 * @param mostAtWork how many branches work at a time; fewer than the pool has connections, or branches that wait for each
 *     other's locks would keep the very decision from being carried out that ends their waiting
 * @param inquireAfter how long a prepared branch waits for its coordinator before it asks
 * @param inquiryInterval how often it asks
 * @param retention how long outcomes and tombstones are kept; longer than any coordinator keeps trying
 */
@ConfigurationProperties("tandem.commit")
record CommitProperties(
        @DefaultValue("local") String cluster,
        @DefaultValue("1s") Duration lockTimeout,
        @DefaultValue("6") int mostAtWork,
        @DefaultValue("5s") Duration inquireAfter,
        @DefaultValue("2s") Duration inquiryInterval,
        @DefaultValue("30d") Duration retention) {

    CommitProperties {
        if (!cluster.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "tandem.commit.cluster must be up to 40 of a-z, 0-9 and -, not " + cluster);
        }
        if (mostAtWork < 1) {
            throw new IllegalArgumentException("tandem.commit.most-at-work must be positive");
        }
        if (!lockTimeout.isPositive() || !inquiryInterval.isPositive() || inquireAfter.isNegative()) {
            throw new IllegalArgumentException("tandem.commit needs positive times");
        }
    }
}
