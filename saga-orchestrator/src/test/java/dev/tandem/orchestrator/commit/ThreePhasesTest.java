package dev.tandem.orchestrator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.commit.agreement.Termination;
import dev.tandem.messaging.Ids;
import dev.tandem.orchestrator.Http;
import dev.tandem.testsupport.RealPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Semantics 14 and 17 to 21 from the coordinator's side. */
@RealPostgres
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=saga-orchestrator",
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "tandem.messaging.listen=false",
            "tandem.coordinator.recovery-interval=100ms",
            "tandem.coordinator.first-pause=100ms",
            "tandem.coordinator.longest-pause=500ms"
        })
class ThreePhasesTest {

    private static final Voter ALPHA = new Voter();
    private static final Voter BETA = new Voter();
    private static final Voter GAMMA = new Voter();
    private static final Duration LONG_AGO = Duration.ofSeconds(-1);

    private final UUID id = Ids.next();
    private final TransactionLog log;
    private final Clock clock;
    private final Http http;

    @Autowired
    ThreePhasesTest(TransactionLog log, Clock clock, @LocalServerPort int port) {
        this.log = log;
        this.clock = clock;
        this.http = new Http(port);
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("tandem.services.alpha", ALPHA::address);
        properties.add("tandem.services.beta", BETA::address);
        properties.add("tandem.services.gamma", GAMMA::address);
    }

    @Test
    void allAreToldThatAllVotedYesBeforeAnybodyCommits() throws Exception {
        var answer = begin();

        assertThat(answer.text("/outcome")).isEqualTo("COMMITTED");
        assertThat(answer.text("/protocol")).isEqualTo("three-phase-commit");
        assertThat(answer.text("/termination")).isEqualTo("quorum");
        assertThat(answer.body().at("/branches/0/preCommitMillis").isNumber()).isTrue();
        for (var voter : List.of(ALPHA, BETA, GAMMA)) {
            assertThat(voter.heard(id)).containsExactly("prepare", "pre-commit", "commit");
        }
    }

    @Test
    void aNoIsAsInTwoPhaseCommit() throws Exception {
        BETA.answers(id, "prepare", Voter.NO);

        assertThat(begin().text("/reason")).isEqualTo("OUT_OF_STOCK");

        assertThat(ALPHA.heard(id)).containsExactly("prepare", "abort");
    }

    @Test
    void oneThatFailsAtItsPreCommitHoldsNobodyUp() throws Exception {
        GAMMA.answers(id, "pre-commit", Voter.SILENCE);

        assertThat(begin().text("/outcome")).isEqualTo("COMMITTED");

        assertThat(GAMMA.heard(id)).containsExactly("prepare", "pre-commit", "commit");
    }

    @Test
    void aMinorityOfPreCommitsDecidesNothing() throws Exception {
        BETA.answers(id, "pre-commit", Voter.SILENCE);
        GAMMA.answers(id, "pre-commit", Voter.SILENCE);
        BETA.answers(id, "promise", Voter.SILENCE);
        GAMMA.answers(id, "promise", Voter.SILENCE);

        var answer = begin();

        assertThat(answer.status()).isEqualTo(503);
        assertThat(http.get("/transactions/" + id).text("/state")).isEqualTo("PRE_COMMITTING");
        assertThat(http.get("/actuator/transactions")
                        .body()
                        .path("preCommitting")
                        .toString())
                .contains(id.toString());
        assertThat(http.get("/transactions/" + id + "/decision").text("/decision"))
                .isEqualTo("PENDING");
        assertThat(http.post("/transactions/" + id + "/abandon", "{\"note\": \"enough\"}")
                        .status())
                .isEqualTo(409);
        ALPHA.answers(id, "promise", Voter.PRE_COMMITTED);
        BETA.answers(id, "promise", Voter.PREPARED);
        BETA.answers(id, "pre-commit", Voter.PRE_COMMITTED);
        awaitState("COMMITTED");
        assertThat(ALPHA.heard(id)).doesNotContain("abort", "pre-abort");
    }

    @Test
    void whatTheParticipantsGaveUpIsAborted() throws Exception {
        for (var voter : List.of(ALPHA, BETA)) {
            voter.answers(id, "pre-commit", "{\"type\": \"/problems/branch-ended\", \"state\": \"ABORTED\"}");
        }
        GAMMA.follows(id, "pre-commit", 2);

        var answer = begin();

        assertThat(answer.text("/outcome")).isEqualTo("ABORTED");
        assertThat(answer.body().path("heuristic").isNull()).isTrue();
        assertThat(GAMMA.heard(id)).doesNotContain("commit");
    }

    @Test
    void whoeverTakesItUpBringsAllToOneStateFirst() throws Exception {
        GAMMA.answers(id, "promise", Voter.PRE_COMMITTED);
        announced(Termination.QUORUM);

        awaitState("COMMITTED");

        assertThat(ALPHA.heard(id)).containsExactly("promise", "pre-commit", "commit");
    }

    @Test
    void whoeverTakesItUpAndFindsNoPreCommitAborts() throws Exception {
        announced(Termination.QUORUM);

        awaitState("ABORTED");

        assertThat(ALPHA.heard(id)).containsExactly("promise", "pre-abort", "abort");
    }

    @Test
    void byTheGuideWhoeverTakesItUpDoesTheSame() throws Exception {
        ALPHA.answers(id, "look", Voter.PREPARED);
        BETA.answers(id, "look", Voter.PREPARED);
        GAMMA.answers(id, "look", Voter.PRE_COMMITTED);
        announced(Termination.GUIDE);

        awaitState("COMMITTED");

        assertThat(ALPHA.heard(id)).containsExactly("look", "pre-commit", "commit");
    }

    @Test
    void whoIsOutrankedByAParticipantComesBackWithAHigherClaim() throws Exception {
        for (var voter : List.of(ALPHA, BETA, GAMMA)) {
            voter.follows(id, "promise", 9);
        }
        announced(Termination.QUORUM);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        http.get("/transactions/" + id).body().path("epoch").asInt() > 9);
        for (var voter : List.of(ALPHA, BETA, GAMMA)) {
            voter.answers(id, "promise", Voter.PREPARED);
        }

        awaitState("ABORTED");
    }

    @Test
    void whoWasReplacedCannotDecideAnyMore() throws Exception {
        announced(Termination.QUORUM);
        awaitState("ABORTED");

        assertThat(log.decide(voted(Termination.QUORUM).commit(clock.instant()), Duration.ZERO))
                .isFalse();
    }

    /** What a partition did to the guide's rule comes to light when it heals, and stays until somebody has seen it. */
    @Test
    void aSplitIsReportedAsMixed() throws Exception {
        ALPHA.answers(id, "look", "{\"state\": \"COMMITTED\"}");
        for (var voter : List.of(BETA, GAMMA)) {
            voter.answers(id, "look", "{\"state\": \"ABORTED\"}");
            voter.hasEnded(id, "commit", "ABORTED");
        }
        announced(Termination.GUIDE);

        awaitState("COMMITTED");

        assertThat(http.get("/transactions/" + id).text("/heuristic")).isEqualTo("MIXED");
        assertThat(http.get("/actuator/invariants").body().toString()).contains(id.toString());
        http.post("/transactions/" + id + "/acknowledge", "{\"note\": \"seen\"}");
    }

    /** As a coordinator wrote it that died with its announcement under way. */
    private void announced(Termination termination) {
        var voted = voted(termination);
        log.begin(voted, Duration.ofMinutes(1));
        assertThat(log.decide(voted.preCommit(clock.instant()), LONG_AGO)).isTrue();
    }

    private Transaction voted(Termination termination) {
        var branches = List.of(
                BranchRecord.asked("alpha", "work"),
                BranchRecord.asked("beta", "work"),
                BranchRecord.asked("gamma", "work"));
        return Transaction.begin(id, termination, "a-coordinator-that-died", branches, clock.instant());
    }

    private Http.Answer begin() throws IOException, InterruptedException {
        return http.post("/transactions", """
                {"transactionId": "%s", "protocol": "three-phase-commit", "timeout": "PT10S", "branches": [
                  {"participant": "alpha", "operation": "work", "payload": {}},
                  {"participant": "beta", "operation": "work", "payload": {}},
                  {"participant": "gamma", "operation": "work", "payload": {}}]}
                """.formatted(id));
    }

    private void awaitState(String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/transactions/" + id).text("/state").equals(state));
    }
}
