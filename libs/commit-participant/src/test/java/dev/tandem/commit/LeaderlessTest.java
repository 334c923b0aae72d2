package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Standing;
import dev.tandem.commit.client.MemberClient;
import dev.tandem.faults.FaultLab;
import dev.tandem.faults.Faults;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

/** Semantics 17 to 21: how members come to an end without their coordinator. */
@PurseTest
class LeaderlessTest extends Group {

    private final PhaseLog phases;
    private final Standings standings;

    @Autowired
    LeaderlessTest(
            JdbcClient jdbc,
            FaultLab faults,
            PhaseLog phases,
            Standings standings,
            BranchRecovery recovery,
            @LocalServerPort int port) {
        super(jdbc, faults, recovery, port);
        this.phases = phases;
        this.standings = standings;
    }

    @Test
    void byTheGuideOneThatIsPreCommittedIsEnough() {
        vote("guide");
        PAYMENT.voted(id);
        SHIPPING.preCommitted(id);

        look();

        assertThat(state()).isEqualTo("COMMITTED");
        assertThat(SHIPPING.heard(id)).as("each decides for itself").containsExactly("look");
    }

    @Test
    void byTheGuideAllThatAreOnlyPreparedAbort() {
        vote("guide");
        PAYMENT.voted(id); // and shipping-service cannot be reached

        look();

        assertThat(state()).isEqualTo("ABORTED");
    }

    @Test
    void byTheGuideOneThatIsAloneWithItsPreCommitCommits() {
        vote("guide");
        preCommit(1);

        look();

        assertThat(state()).isEqualTo("COMMITTED");
    }

    /** Semantics 20: the others may have decided, and whoever decided last may be the one that cannot be asked. */
    @Test
    void byTheGuideOneThatWasAwayDecidesNothingBeforeItHasHeardAll() {
        vote("guide");
        PAYMENT.voted(id);
        var terminator = new Terminator("purse-service", standings, peers(), Faults.NONE);
        var branch = phases.find(id).orElseThrow();

        assertThat(terminator.about(branch, true)).isEqualTo(Advice.WAIT);
        SHIPPING.voted(id);
        assertThat(terminator.about(branch, true)).isEqualTo(Advice.ABORT);
        PAYMENT.stands(id, Standing.VOTED.ended(BranchState.COMMITTED));
        assertThat(terminator.about(branch, true)).isEqualTo(Advice.COMMIT);
    }

    private static Peers peers() {
        return new Peers(
                new MemberClient(RestClient.create()),
                Map.of(
                        "payment-service", URI.create(PAYMENT.address()),
                        "shipping-service", URI.create(SHIPPING.address())));
    }

    @Test
    void byAQuorumOneThatIsAloneWaits() {
        vote("quorum");
        preCommit(1);

        look();
        look();

        assertThat(state()).isEqualTo("PRE_COMMITTED");
    }

    @Test
    void byAQuorumAllAreBroughtToOneStateAndThenCommit() {
        vote("quorum");
        PAYMENT.voted(id);
        SHIPPING.preCommitted(id);

        look();

        assertThat(state()).isEqualTo("COMMITTED");
        assertThat(PAYMENT.heard(id)).containsExactly("promise", "pre-commit", "commit");
        assertThat(SHIPPING.state(id)).isEqualTo(BranchState.COMMITTED);
    }

    @Test
    void byAQuorumAMajorityThatHasHeardNothingAborts() {
        vote("quorum");
        PAYMENT.voted(id); // and shipping-service, pre-committed or not, cannot be reached

        look();

        assertThat(state()).isEqualTo("ABORTED");
        assertThat(PAYMENT.heard(id)).containsExactly("promise", "pre-abort", "abort");
    }

    @Test
    void whatTheOthersDidMeanwhileIsAdopted() {
        vote("quorum");
        preCommit(1);
        PAYMENT.stands(id, Standing.VOTED.ended(BranchState.ABORTED));

        look();

        assertThat(state()).isEqualTo("ABORTED");
    }

    @Test
    void aMemberThatLeadsAlreadyIsOutbidAndIfItCannotBeWaitedFor() {
        vote("quorum");
        PAYMENT.stands(id, new Standing(BranchState.PRE_COMMITTED, 1, new Claim(7, "shipping-service")));

        look();

        assertThat(state()).isEqualTo("COMMITTED");
        assertThat(PAYMENT.heard(id)).containsExactly("promise", "promise", "pre-commit", "commit");
    }

    @Test
    void aCoordinatorThatAnswersIsLeftToDecide() {
        vote("quorum");
        PAYMENT.voted(id);
        SHIPPING.voted(id);
        COORDINATOR.decided(id, "PENDING", false);

        look();

        assertThat(state()).isEqualTo("PREPARED");
        assertThat(PAYMENT.heard(id)).isEmpty();
    }
}
