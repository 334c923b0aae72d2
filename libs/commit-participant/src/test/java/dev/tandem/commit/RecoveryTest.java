package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Ids;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Semantics 2, 5, 8 and 9: what becomes of branches in doubt. */
@PurseTest
class RecoveryTest {

    private static final Knowing COORDINATOR = new Knowing();
    private static final Knowing PEER = new Knowing();

    /** -Dcommit.terminations=100 for the whole of it. */
    private static final int TERMINATIONS = Integer.getInteger("commit.terminations", 15);

    private static final int START = 1_000;

    private final UUID id = Ids.next();
    private final String purse = "purse-" + id;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final BranchRecovery recovery;
    private final PurseClient participant;

    @Autowired
    RecoveryTest(JdbcClient jdbc, DataSource dataSource, BranchRecovery recovery, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.recovery = recovery;
        this.participant = new PurseClient(port);
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("tandem.services.saga-orchestrator", COORDINATOR::address);
        properties.add("tandem.services.payment-service", PEER::address);
    }

    @BeforeEach
    void prepare() {
        jdbc.sql("INSERT INTO purse VALUES (:purse, :balance)")
                .param("purse", purse)
                .param("balance", START)
                .update();
        assertThat(participant.prepare(id, "spend-by-jdbc", purse, 30).text("vote"))
                .isEqualTo("YES");
    }

    @Test
    void whatTheCoordinatorDecidedIsCarriedOut() {
        COORDINATOR.decided(id, "COMMIT", false);

        look();

        assertThat(state()).isEqualTo("COMMITTED");
    }

    @Test
    void whatIsNotDecidedWaits() {
        COORDINATOR.decided(id, "PENDING", false);

        look();
        look();

        assertThat(state()).isEqualTo("PREPARED");
        participant.abort(id);
    }

    @Test
    void whatNobodyRemembersIsRolledBackAtTheSecondLook() {
        COORDINATOR.decided(id, "ABORT", true);

        look();
        assertThat(state()).isEqualTo("PREPARED");
        look();

        assertThat(state()).isEqualTo("ABORTED");
    }

    @Test
    void aPeerThatKnowsIsAsGoodAsTheCoordinator() {
        PEER.ended(id, "COMMITTED");

        look();

        assertThat(state()).isEqualTo("COMMITTED");
    }

    @Test
    void aPeerThatWaitsItselfIsNoHelp() {
        PEER.ended(id, "PREPARED");

        look();
        look();
        look();

        assertThat(state()).isEqualTo("PREPARED");
        participant.abort(id);
    }

    @Test
    void whatOthersPreparedIsNobodysBusiness() throws SQLException {
        COORDINATOR.decided(id, "ABORT", false);
        var foreign = "somebody-elses-" + id;
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("INSERT INTO purse VALUES ('%s', 1)".formatted(foreign));
                statement.execute("PREPARE TRANSACTION '%s'".formatted(foreign));
            }
            connection.setAutoCommit(true);
        }

        look();

        assertThat(state()).isEqualTo("ABORTED");
        assertThat(jdbc.sql("SELECT gid FROM pg_prepared_xacts WHERE gid = :gid")
                        .param("gid", foreign)
                        .query(String.class)
                        .list())
                .hasSize(1);
        jdbc.sql("ROLLBACK PREPARED '%s'".formatted(foreign)).update();
    }

    /** Whoever commits is cut off at any moment, and tries again until it is answered. */
    @Test
    void connectionsThatAreLostWhileItIsCommittedLeaveNothingInDoubt() throws Exception {
        participant.commit(id);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 1; i <= TERMINATIONS; i++) {
                var next = Ids.next();
                assertThat(prepareAgainAndAgain(next)).isEqualTo("YES");
                var executioner = threads.submit(this::terminateOthers);
                Awaitility.await()
                        .atMost(30, TimeUnit.SECONDS)
                        .pollInterval(10, TimeUnit.MILLISECONDS)
                        .until(() -> participant.commit(next).status() == 200);
                executioner.get();
            }
        }

        assertThat(jdbc.sql("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT balance FROM purse WHERE id = :purse")
                        .param("purse", purse)
                        .query(Integer.class)
                        .single())
                .isEqualTo(START - 30 - TERMINATIONS);
    }

    private String prepareAgainAndAgain(UUID next) {
        var vote = new String[1];
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> {
            vote[0] = participant.prepare(next, "spend-by-jdbc", purse, 1).text("vote");
            return !vote[0].isEmpty();
        });
        return vote[0];
    }

    private int terminateOthers() throws InterruptedException {
        TimeUnit.MICROSECONDS.sleep(ThreadLocalRandom.current().nextInt(3_000)); // any moment of the commit
        return jdbc.sql("""
                        SELECT count(pg_terminate_backend(pid))
                          FROM pg_stat_activity
                         WHERE datname = current_database()
                           AND pid <> pg_backend_pid()
                        """).query(Integer.class).single();
    }

    private void look() {
        assertThat(recovery.look(Duration.ZERO)).isTrue();
    }

    private String state() {
        return participant.get("/branches/" + id).text("state");
    }
}
