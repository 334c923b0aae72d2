package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Standing;
import dev.tandem.commit.client.MemberClient;
import dev.tandem.faults.Fault;
import dev.tandem.faults.FaultLab;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.Ids;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** Semantics 17 to 21: a member of a group, with its coordinator and without. */
@PurseTest
class MemberTest {

    private static final Knowing COORDINATOR = new Knowing();
    private static final Fellow PAYMENT = new Fellow();
    private static final Fellow SHIPPING = new Fellow();

    private final UUID id = Ids.next();
    private final String purse = "purse-" + id;
    private final JdbcClient jdbc;
    private final FaultLab faults;
    private final PhaseLog phases;
    private final Standings standings;
    private final BranchRecovery recovery;
    private final PurseClient member;

    @Autowired
    MemberTest(
            JdbcClient jdbc,
            FaultLab faults,
            PhaseLog phases,
            Standings standings,
            BranchRecovery recovery,
            @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.faults = faults;
        this.phases = phases;
        this.standings = standings;
        this.recovery = recovery;
        this.member = new PurseClient(port);
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("tandem.services.saga-orchestrator", COORDINATOR::address);
        properties.add("tandem.services.payment-service", PAYMENT::address);
        properties.add("tandem.services.shipping-service", SHIPPING::address);
    }

    @BeforeEach
    void fillThePurse() {
        jdbc.sql("INSERT INTO purse VALUES (:purse, 100)").param("purse", purse).update();
    }

    @AfterEach
    void leaveNothingPrepared() {
        faults.clear();
        member.post("/branches/" + id + "/abort", "{\"epoch\": 1000}");
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

    private PurseClient.Answer vote(String termination) {
        return member.post("/branches/" + id + "/prepare", """
                {"epoch": 1, "operation": "spend-by-jpa", "payload": {"purse": "%s", "amount": 30}, "group": %s}
                """.formatted(purse, group(termination)));
    }

    private static String group(String termination) {
        return """
                {"members": ["purse-service", "payment-service", "shipping-service"], "termination": "%s"}""".formatted(termination);
    }

    private PurseClient.Answer preCommit(int epoch) {
        return member.post("/branches/" + id + "/pre-commit", "{\"epoch\": %d}".formatted(epoch));
    }

    private PurseClient.Answer lead(String verb, int epoch, String leader) {
        return member.post(
                "/branches/" + id + "/" + verb, "{\"epoch\": %d, \"leader\": \"%s\"}".formatted(epoch, leader));
    }

    private void look() {
        assertThat(recovery.look(Duration.ZERO)).isTrue();
    }

    private String state() {
        return member.get("/branches/" + id).text("state");
    }

    private String row() {
        return jdbc.sql("SELECT phase || ' ' || epoch || ' ' || leader FROM branch_phase WHERE transaction_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    private int balance() {
        return jdbc.sql("SELECT balance FROM purse WHERE id = :purse")
                .param("purse", purse)
                .query(Integer.class)
                .single();
    }

    private boolean isLocked() {
        return jdbc.sql("SELECT id FROM purse WHERE id = :purse FOR UPDATE SKIP LOCKED")
                .param("purse", purse)
                .query(String.class)
                .list()
                .isEmpty();
    }
}
