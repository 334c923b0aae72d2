package dev.tandem.orchestrator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Ids;
import dev.tandem.orchestrator.Http;
import dev.tandem.testsupport.RealPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Semantics 2, 3, 4, 12, 13, 14 and 15 from the coordinator's side. */
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
class CoordinatorTest {

    private static final Voter ALPHA = new Voter();
    private static final Voter BETA = new Voter();
    private static final Duration LONG_AGO = Duration.ofSeconds(-1);

    private final UUID id = Ids.next();
    private final TransactionLog log;
    private final Clock clock;
    private final Http http;

    @Autowired
    CoordinatorTest(TransactionLog log, Clock clock, @LocalServerPort int port) {
        this.log = log;
        this.clock = clock;
        this.http = new Http(port);
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("tandem.services.alpha", ALPHA::address);
        properties.add("tandem.services.beta", BETA::address);
    }

    @Test
    void ifAllSayYesAllAreToldToCommit() throws Exception {
        var answer = begin("alpha", "beta");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/outcome")).isEqualTo("COMMITTED");
        assertThat(answer.text("/state")).isEqualTo("COMMITTED");
        assertThat(answer.text("/branches/1/vote")).isEqualTo("YES");
        assertThat(ALPHA.heard(id)).containsExactly("prepare", "commit");
        assertThat(BETA.heard(id)).containsExactly("prepare", "commit");
        assertThat(answer.body().path("timeline")).hasSize(6);
    }

    @Test
    void oneNoIsEnough() throws Exception {
        BETA.answers(id, "prepare", Voter.NO);

        var answer = begin("alpha", "beta");

        assertThat(answer.text("/outcome")).isEqualTo("ABORTED");
        assertThat(answer.text("/reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(ALPHA.heard(id)).containsExactly("prepare", "abort");
        assertThat(BETA.heard(id)).containsExactly("prepare");
    }

    @Test
    void silenceIsANo() throws Exception {
        BETA.answers(id, "prepare", Voter.SILENCE);

        var answer = begin("alpha", "beta");

        assertThat(answer.text("/outcome")).isEqualTo("ABORTED");
        assertThat(answer.text("/reason")).isEqualTo("TIMEOUT");
        assertThat(answer.text("/detail")).contains("beta");
        assertThat(BETA.heard(id)).containsExactly("prepare", "abort");
    }

    @Test
    void whoHadOnlyToLookHearsNothingMore() throws Exception {
        BETA.answers(id, "prepare", Voter.READ_ONLY);

        assertThat(begin("alpha", "beta").text("/outcome")).isEqualTo("COMMITTED");

        assertThat(ALPHA.heard(id)).containsExactly("prepare", "commit");
        assertThat(BETA.heard(id)).containsExactly("prepare");
    }

    @Test
    void anOnlyBranchCommitsWithItsVote() throws Exception {
        ALPHA.answers(id, "prepare", Voter.YES_AT_ONCE);

        assertThat(begin("alpha").text("/state")).isEqualTo("COMMITTED");

        assertThat(ALPHA.heard(id)).containsExactly("prepare alone");
    }

    @Test
    void ifTheVoteOfAnOnlyBranchIsLostItsRowTellsTheOutcome() throws Exception {
        ALPHA.answers(id, "prepare", Voter.SILENCE);
        ALPHA.hasEnded(id, "abort", "COMMITTED");

        var answer = begin("alpha");

        assertThat(answer.text("/outcome")).isEqualTo("COMMITTED");
        assertThat(answer.body().path("heuristic").isNull()).isTrue();
    }

    @Test
    void whoDoesNotAcknowledgeIsToldAgain() throws Exception {
        BETA.answers(id, "commit", Voter.SILENCE);

        var answer = begin("alpha", "beta");
        assertThat(answer.text("/outcome")).isEqualTo("COMMITTED");
        assertThat(answer.text("/state")).isEqualTo("COMMITTING");
        BETA.answers(id, "commit", Voter.ACKNOWLEDGED);

        awaitState("COMMITTED");
        assertThat(ALPHA.heard(id)).containsExactly("prepare", "commit");
        assertThat(BETA.heard(id)).hasSizeGreaterThan(2).doesNotContain("abort");
    }

    @Test
    void whatNobodyDecidedIsAborted() throws Exception {
        log.begin(prepared(), LONG_AGO);

        awaitState("ABORTED");

        assertThat(ALPHA.heard(id)).containsExactly("abort");
        assertThat(BETA.heard(id)).containsExactly("abort");
    }

    @Test
    void whatWasDecidedIsCarriedOutWhoeverDiesInBetween() throws Exception {
        log.begin(prepared(), Duration.ofMinutes(1));
        assertThat(log.decide(prepared().commit(clock.instant()), LONG_AGO)).isTrue();

        awaitState("COMMITTED");

        assertThat(ALPHA.heard(id)).containsExactly("commit");
        assertThat(http.get("/transactions/" + id).text("/epoch")).isEqualTo("2");
    }

    @Test
    void whoWasReplacedCannotDecideAnyMore() throws Exception {
        log.begin(prepared(), LONG_AGO);
        awaitState("ABORTED");

        assertThat(log.decide(prepared().commit(clock.instant()), Duration.ZERO))
                .isFalse();
        assertThat(log.save(prepared().commit(clock.instant()), Duration.ZERO)).isFalse();

        assertThat(http.get("/transactions/" + id).text("/outcome")).isEqualTo("ABORTED");
    }

    @Test
    void participantsThatAskHearWhatIsDecidedAndThatNobodyRemembersMeansAbort() throws Exception {
        var unknown = http.get("/transactions/" + id + "/decision");
        assertThat(unknown.text("/decision")).isEqualTo("ABORT");
        assertThat(unknown.text("/presumed")).isEqualTo("true");

        log.begin(prepared(), Duration.ofMinutes(1));
        assertThat(http.get("/transactions/" + id + "/decision").text("/decision"))
                .isEqualTo("PENDING");

        log.decide(prepared().commit(clock.instant()), Duration.ofMinutes(1));
        var decided = http.get("/transactions/" + id + "/decision");
        assertThat(decided.text("/decision")).isEqualTo("COMMIT");
        assertThat(decided.text("/presumed")).isEqualTo("false");
        log.save(prepared().commit(clock.instant()), LONG_AGO); // let it end
        awaitState("COMMITTED");
    }

    @Test
    void theSameIdAgainIsTheSameTransaction() throws Exception {
        begin("alpha", "beta");

        assertThat(begin("alpha", "beta").text("/outcome")).isEqualTo("COMMITTED");

        assertThat(ALPHA.heard(id)).containsExactly("prepare", "commit");
    }

    @Test
    void oneBranchRolledBackByHandIsMixedAndStaysSoUntilAcknowledged() throws Exception {
        BETA.hasEnded(id, "commit", "ABORTED");

        var answer = begin("alpha", "beta");

        assertThat(answer.text("/outcome")).isEqualTo("COMMITTED");
        assertThat(answer.text("/heuristic")).isEqualTo("MIXED");
        assertThat(http.get("/actuator/transactions").text("/heuristic")).isNotNull();
        assertThat(http.get("/actuator/invariants").body().toString()).contains(id.toString());

        var acknowledged = http.post("/transactions/" + id + "/acknowledge", "{\"note\": \"paid by hand\"}");
        assertThat(acknowledged.text("/acknowledgedBy")).isEqualTo("an operator: paid by hand");
        assertThat(http.post("/transactions/" + id + "/acknowledge", "{\"note\": \"again\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void allRolledBackByHandIsARollback() throws Exception {
        ALPHA.hasEnded(id, "commit", "ABORTED");
        BETA.hasEnded(id, "commit", "ABORTED");

        assertThat(begin("alpha", "beta").text("/heuristic")).isEqualTo("ROLLBACK");
        acknowledge();
    }

    @Test
    void committedByHandAgainstTheDecisionIsACommit() throws Exception {
        ALPHA.hasEnded(id, "abort", "COMMITTED");
        BETA.answers(id, "prepare", Voter.NO);

        var answer = begin("alpha", "beta");

        assertThat(answer.text("/outcome")).isEqualTo("ABORTED");
        assertThat(answer.text("/heuristic")).isEqualTo("COMMIT");
        acknowledge();
    }

    @Test
    void whoIsGivenUpIsAHazard() throws Exception {
        BETA.answers(id, "commit", Voter.SILENCE);
        begin("alpha", "beta");

        await().until(() -> http.post("/transactions/" + id + "/abandon", "{\"note\": \"its disk burned\"}")
                        .status()
                == 200); // 409 while a round is under way

        assertThat(http.get("/transactions/" + id).text("/heuristic")).isEqualTo("HAZARD");
        acknowledge();
    }

    @Test
    void badRequestsAreRefusedAndNameTheField() throws Exception {
        assertThat(begin("gamma").text("/errors/0/field")).isEqualTo("branches[0].participant");
        assertThat(begin("alpha", "alpha").text("/errors/0/field")).isEqualTo("branches[1].participant");
        assertThat(http.post("/transactions", "{\"protocol\": \"hope\", \"branches\": []}")
                        .status())
                .isEqualTo(400);
        assertThat(http.get("/transactions/" + id).status()).isEqualTo(404);
        assertThat(ALPHA.heard(id)).isEmpty();
    }

    private void acknowledge() throws IOException, InterruptedException {
        assertThat(http.post("/transactions/" + id + "/acknowledge", "{\"note\": \"seen\"}")
                        .status())
                .isEqualTo(200);
    }

    private Http.Answer begin(String... participants) throws IOException, InterruptedException {
        var branches = Arrays.stream(participants)
                .map("{\"participant\": \"%s\", \"operation\": \"work\", \"payload\": {}}"::formatted)
                .collect(Collectors.joining(", "));
        return http.post("/transactions", """
                {"transactionId": "%s", "protocol": "two-phase-commit", "timeout": "PT10S", "branches": [%s]}
                """.formatted(id, branches));
    }

    /** As a coordinator wrote it that is no more. */
    private Transaction prepared() {
        var branches = List.of(BranchRecord.asked("alpha", "work"), BranchRecord.asked("beta", "work"));
        return Transaction.begin(id, null, "a-coordinator-that-died", branches, clock.instant());
    }

    private void awaitState(String state) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/transactions/" + id).text("/state").equals(state));
    }
}
