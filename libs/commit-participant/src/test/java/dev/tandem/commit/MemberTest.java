package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Standing;
import dev.tandem.faults.Fault;
import dev.tandem.faults.FaultLab;
import dev.tandem.faults.FaultPoint;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Semantics 17 to 21: what a member of a group is told, and what it says to that. */
@PurseTest
class MemberTest extends Group {

    @Autowired
    MemberTest(JdbcClient jdbc, FaultLab faults, BranchRecovery recovery, @LocalServerPort int port) {
        super(jdbc, faults, recovery, port);
    }

    @Test
    void aPreCommitIsWrittenBesideThePreparedBranchAndChangesNothingOfIt() {
        vote("quorum");

        assertThat(preCommit(1).text("state")).isEqualTo("PRE_COMMITTED");

        assertThat(state()).isEqualTo("PRE_COMMITTED");
        assertThat(balance()).isEqualTo(100);
        assertThat(row()).isEqualTo("PRE_COMMITTED 1 saga-orchestrator");
        var shown = member.get("/actuator/branches").body().path("prepared").toString();
        assertThat(shown).contains("PRE_COMMITTED", "quorum", "payment-service");
        assertThat(member.get("/branches?state=PRE_COMMITTED").body().toString())
                .contains(id.toString());
        assertThat(member.get("/branches?state=PREPARED").body().toString()).doesNotContain(id.toString());

        assertThat(member.commit(id).text("state")).isEqualTo("COMMITTED");
        assertThat(balance()).isEqualTo(70);
    }

    @Test
    void eachMessageMayComeThreeTimesAndLate() {
        for (var i = 0; i < 3; i++) {
            vote("quorum");
        }
        for (var i = 0; i < 3; i++) {
            assertThat(preCommit(1).status()).isEqualTo(200);
        }
        member.commit(id);

        assertThat(preCommit(1).text("state")).isEqualTo("COMMITTED");
        assertThat(vote("quorum").text("state")).isEqualTo("COMMITTED");
        assertThat(balance()).isEqualTo(70);
    }

    @Test
    void aBranchWithoutAGroupCanBeLedButTurnsToNobody() {
        member.prepare(id, "spend-by-jdbc", purse, 30);
        PAYMENT.stands(id, Standing.VOTED.ended(BranchState.ABORTED));

        assertThat(preCommit(1).text("state")).isEqualTo("PRE_COMMITTED");
        look();

        assertThat(state()).isEqualTo("PRE_COMMITTED");
    }

    @Test
    void aPreCommitThatComesAfterTheAbortIsRefused() {
        vote("quorum");
        member.abort(id);

        var late = preCommit(1);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.text("type")).isEqualTo("/problems/branch-ended");
        assertThat(late.text("state")).isEqualTo("ABORTED");
    }

    @Test
    void whoeverWasReplacedIsRefusedWhateverItSays() {
        vote("quorum");
        assertThat(lead("promise", 4, "payment-service").text("state")).isEqualTo("PREPARED");

        assertThat(preCommit(1).text("type")).isEqualTo("/problems/stale-epoch");
        assertThat(preCommit(3).text("epoch")).isEqualTo("4");
        assertThat(member.commit(id, 3).text("epoch")).isEqualTo("4");
        assertThat(member.abort(id).text("type")).isEqualTo("/problems/stale-epoch");
        assertThat(lead("pre-commit", 4, "shipping-service").status()).isEqualTo(409);
        assertThat(lead("pre-abort", 4, "payment-service").text("state")).isEqualTo("PRE_ABORTED");
        assertThat(lead("pre-commit", 5, "shipping-service").text("state")).isEqualTo("PRE_COMMITTED");
    }

    @Test
    void whoeverHasNotVotedWhenTheOthersAskHowItEndsVotesNo() {
        assertThat(lead("promise", 2, "payment-service").text("state")).isEqualTo("ABORTED");

        assertThat(vote("quorum").text("vote")).isEqualTo("NO");
    }

    /** The yes may reach the coordinator: it must not be taken back over a question of somebody else. */
    @Test
    void whoeverIsVotingWhenTheOthersAskFinishesFirst() throws Exception {
        faults.arm(Fault.delay(FaultPoint.PARTICIPANT_BEFORE_VOTE, Duration.ofSeconds(4)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var vote = threads.submit(() -> vote("quorum"));
            Awaitility.await().until(this::isLocked);

            assertThat(lead("promise", 2, "payment-service").status()).isEqualTo(503);

            assertThat(vote.get().text("vote")).isEqualTo("YES");
        }
        assertThat(lead("promise", 2, "payment-service").text("state")).isEqualTo("PREPARED");
    }

    @Test
    void whoeverHadOnlyToLookStaysWithTheOthers() {
        var vote = member.post("/branches/" + id + "/prepare", """
                {"epoch": 1, "operation": "look", "payload": {"purse": "%s", "amount": 30}, "group": %s}
                """.formatted(purse, group("quorum")));

        assertThat(vote.text("vote")).isEqualTo("YES");
        assertThat(state()).isEqualTo("PREPARED");
        assertThat(isLocked()).isFalse();
        member.commit(id);
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void aGroupOfOthersIsRefused() {
        var answer = member.post("/branches/" + id + "/prepare", """
                {"epoch": 1, "operation": "look", "payload": {"purse": "%s", "amount": 30},
                 "group": {"members": ["payment-service"], "termination": "quorum"}}
                """.formatted(purse));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("group.members");
    }
}
