package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tandem.faults.Fault;
import dev.tandem.faults.FaultLab;
import dev.tandem.faults.FaultPoint;
import dev.tandem.messaging.Ids;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Semantics 4, 7, 8, 11, 12, 13, 14 and 16: what a participant promises, and what it answers in any order of messages. */
@PurseTest
class ParticipantTest {

    private final UUID id = Ids.next();
    private final String purse = "purse-" + id;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final FaultLab faults;
    private final PurseClient participant;

    @Autowired
    ParticipantTest(JdbcClient jdbc, DataSource dataSource, FaultLab faults, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.faults = faults;
        this.participant = new PurseClient(port);
    }

    @BeforeEach
    void fillThePurse() {
        jdbc.sql("INSERT INTO purse VALUES (:purse, 100)").param("purse", purse).update();
    }

    @AfterEach
    void leaveNothingPrepared() {
        participant.abort(id);
        faults.clear();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spend-by-jpa", "spend-by-jdbc"})
    void whatIsPreparedIsSeenByNobodyUntilItIsCommitted(String operation) {
        var vote = participant.prepare(id, operation, purse, 30);

        assertThat(vote.text("vote")).isEqualTo("YES");
        assertThat(balance()).isEqualTo(100);
        assertThat(state()).isEqualTo("PREPARED");

        assertThat(participant.commit(id).status()).isEqualTo(200);

        assertThat(balance()).isEqualTo(70);
        assertThat(state()).isEqualTo("COMMITTED");
        assertThat(preparedHere()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spend-by-jpa", "spend-by-jdbc"})
    void aNoLeavesNothing(String operation) {
        var vote = participant.prepare(id, operation, purse, 101);

        assertThat(vote.text("vote")).isEqualTo("NO");
        assertThat(vote.text("reason")).isEqualTo("INSUFFICIENT_FUNDS");
        assertThat(balance()).isEqualTo(100);
        assertThat(preparedHere()).isZero();
        assertThat(participant.get("/branches/" + id).status()).isEqualTo(404);
    }

    @Test
    void whatIsAbortedWasNever() {
        participant.prepare(id, "spend-by-jpa", purse, 30);

        assertThat(participant.abort(id).text("state")).isEqualTo("ABORTED");

        assertThat(balance()).isEqualTo(100);
        assertThat(participant.abort(id).status()).isEqualTo(200);
    }

    @Test
    void eachMessageMayComeThreeTimes() {
        for (var i = 0; i < 3; i++) {
            assertThat(participant.prepare(id, "spend-by-jpa", purse, 30).text("vote"))
                    .isEqualTo("YES");
        }
        for (var i = 0; i < 3; i++) {
            assertThat(participant.commit(id).text("state")).isEqualTo("COMMITTED");
        }

        assertThat(balance()).isEqualTo(70);
        assertThat(participant.prepare(id, "spend-by-jpa", purse, 30).text("state"))
                .isEqualTo("COMMITTED");
        assertThat(balance()).isEqualTo(70);
    }

    @Test
    void anAbortThatOvertakesItsPrepareWins() {
        participant.abort(id);

        assertThat(participant.prepare(id, "spend-by-jdbc", purse, 30).text("vote"))
                .isEqualTo("NO");
        assertThat(balance()).isEqualTo(100);
        assertThat(preparedHere()).isZero();
    }

    @Test
    void anAbortThatMeetsAPrepareAtWorkLeavesNoLockBehind() throws Exception {
        faults.arm(Fault.delay(FaultPoint.PARTICIPANT_BEFORE_VOTE, Duration.ofSeconds(1)));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var vote = threads.submit(() -> participant.prepare(id, "spend-by-jdbc", purse, 30));
            Awaitility.await().until(() -> isLocked());

            assertThat(participant.abort(id).text("state")).isEqualTo("ABORTED");

            vote.get();
        }
        assertThat(preparedHere()).isZero();
        assertThat(state()).isEqualTo("ABORTED");
        assertThat(isLocked()).isFalse();
    }

    @Test
    void rolledBackByHandItCannotBeCommittedAndSaysSo() throws SQLException {
        participant.prepare(id, "spend-by-jdbc", purse, 30);
        byHand("ROLLBACK PREPARED");

        var answer = participant.commit(id);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("type")).isEqualTo("/problems/heuristic-outcome");
        assertThat(answer.text("state")).isEqualTo("ABORTED");
    }

    @Test
    void committedByHandItCannotBeAbortedAndSaysSo() throws SQLException {
        participant.prepare(id, "spend-by-jdbc", purse, 30);
        byHand("COMMIT PREPARED");

        var answer = participant.abort(id);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("state")).isEqualTo("COMMITTED");
        assertThat(balance()).isEqualTo(70);
    }

    @Test
    void anOperatorForcesAnOutcomeAndThatStaysOnRecord() {
        participant.prepare(id, "spend-by-jdbc", purse, 30);

        assertThat(participant.force(id, "ABORTED", "blocks the sale").text("state"))
                .isEqualTo("ABORTED");

        assertThat(participant.commit(id).text("state")).isEqualTo("ABORTED");
        assertThat(participant.force(id, "COMMITTED", "again").status()).isEqualTo(409);
        assertThat(jdbc.sql("SELECT forced_by || ': ' || note FROM branch_forced WHERE transaction_id = :id")
                        .param("id", id)
                        .query(String.class)
                        .list())
                .containsExactly("ada: blocks the sale");
    }

    @Test
    void aBranchThatNotifiesIsANoThatSaysWhy() {
        var vote = participant.prepare(id, "notify", purse, 30);

        assertThat(vote.text("vote")).isEqualTo("NO");
        assertThat(vote.text("detail")).contains("LISTEN, UNLISTEN, or NOTIFY");
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void aReadOnlyBranchIsReleasedWithItsVote() {
        var vote = participant.prepare(id, "look", purse, 30);

        assertThat(vote.text("vote")).isEqualTo("READ_ONLY");
        assertThat(preparedHere()).isZero();
        assertThat(isLocked()).isFalse();
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void theOnlyBranchCommitsAtOnceAndAnAbortFindsOut() {
        var vote = participant.prepare(id, 1, "spend-by-jpa", purse, 30, true);

        assertThat(vote.text("state")).isEqualTo("COMMITTED");
        assertThat(balance()).isEqualTo(70);
        assertThat(participant.abort(id).text("state")).isEqualTo("COMMITTED");
    }

    @Test
    void whoWasReplacedIsRefused() {
        participant.prepare(id, "spend-by-jdbc", purse, 30);
        assertThat(participant.commit(id, 3).status()).isEqualTo(200);

        assertThat(participant.abort(id).text("type")).isEqualTo("/problems/stale-epoch");
        assertThat(participant.commit(id, 2).text("epoch")).isEqualTo("3");
        assertThat(participant.commit(id, 3).status()).isEqualTo(200);
    }

    @Test
    void whoWaitsForALockForTooLongVotesNo() {
        participant.prepare(id, "spend-by-jdbc", purse, 30);

        var other = participant.prepare(Ids.next(), "spend-by-jpa", purse, 30);

        assertThat(other.text("vote")).isEqualTo("NO");
        assertThat(other.text("reason")).isEqualTo("CONTENTION");
    }

    @Test
    void whatABranchTellsLeavesWithItsCommit() {
        participant.prepare(id, "spend-and-tell", purse, 30);
        assertThat(messages()).isZero();

        participant.commit(id);

        assertThat(messages()).isEqualTo(1);
    }

    @Test
    void badRequestsChangeNothing() {
        assertThat(participant.prepare(id, "fly", purse, 1).text("reason")).isEqualTo("UNKNOWN_OPERATION");
        assertThat(participant
                        .post("/branches/" + id + "/prepare", "{\"epoch\": 0}")
                        .status())
                .isEqualTo(400);
        assertThat(participant.post("/branches/" + id + "/prepare", """
                {"epoch": 1, "operation": "look", "payload": {"purse": 7, "amount": "many"}}
                """).text("reason"))
                .isEqualTo("INVALID_PAYLOAD");
        assertThat(participant.post("/branches/nobody/commit", "{\"epoch\": 1}").status())
                .isEqualTo(400);
        assertThat(preparedHere()).isZero();
    }

    @Test
    void whoIsPreparedIsShownWithWhatItHoldsAndWhomItBlocks() throws Exception {
        participant.prepare(id, "spend-by-jdbc", purse, 30);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var blocked = threads.submit(() -> participant.prepare(Ids.next(), "spend-by-jdbc", purse, 30));
            Awaitility.await().until(() -> overview().path("blocked").asInt() == 1);
            blocked.get();
        }

        assertThat(overview().path("locks").asInt()).isPositive();
        assertThat(participant.get("/branches").body().path("items").toString()).contains(id.toString());
        assertThat(participant.get("/actuator/health/readiness").status()).isEqualTo(200);
    }

    private JsonNode overview() {
        var prepared = participant.get("/actuator/branches").body().path("prepared");
        for (var branch : prepared) {
            if (branch.path("transactionId").asText().equals(id.toString())) {
                return branch;
            }
        }
        return MissingNode.getInstance();
    }

    private int balance() {
        return jdbc.sql("SELECT balance FROM purse WHERE id = :purse")
                .param("purse", purse)
                .query(Integer.class)
                .single();
    }

    private String state() {
        return participant.get("/branches/" + id).text("state");
    }

    private int preparedHere() {
        return jdbc.sql("SELECT count(*) FROM pg_prepared_xacts WHERE gid LIKE '%' || :id")
                .param("id", id.toString())
                .query(Integer.class)
                .single();
    }

    private int messages() {
        return jdbc.sql("SELECT count(*) FROM outbox WHERE key = :purse")
                .param("purse", purse)
                .query(Integer.class)
                .single();
    }

    /** Whether somebody holds the purse's row. */
    private boolean isLocked() {
        return jdbc.sql("SELECT id FROM purse WHERE id = :purse FOR UPDATE SKIP LOCKED")
                .param("purse", purse)
                .query(String.class)
                .list()
                .isEmpty();
    }

    private void byHand(String command) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("%s 'tandem:local:purse-service:%s'".formatted(command, id));
        }
    }
}
