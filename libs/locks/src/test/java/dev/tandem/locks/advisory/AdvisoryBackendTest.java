package dev.tandem.locks.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendContract;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ScriptUtils;

class AdvisoryBackendTest extends LockBackendContract {

    private static final TestDatabase DATABASE = PostgresServer.shared().freshDatabase();
    private static final JdbcClient JDBC = JdbcClient.create(DATABASE.dataSource());

    /** Waiters of this database, in sessions of ours. */
    private static final String WAITING = """
            SELECT count(*)
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND NOT granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private static final String END_HOLDER = """
            SELECT pg_terminate_backend(pid)
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final AdvisoryBackend backend = client(20);

    @BeforeAll
    static void migrate() throws Exception {
        try (var connection = DATABASE.dataSource().getConnection()) {
            ScriptUtils.executeSqlScript(
                    connection, new ClassPathResource("db/migration/advisory-locks/V25__advisory_lock_token.sql"));
        }
    }

    @AfterEach
    void close() {
        backend.close();
    }

    @Override
    protected LockBackend backend() {
        return backend;
    }

    @Override
    protected int queueLength() {
        return JDBC.sql(WAITING).query(Integer.class).single();
    }

    @Test
    void lossOfTheConnectionIsLossOfTheLock() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();

        JDBC.sql(END_HOLDER).query(Boolean.class).single();

        var next = acquire(PATIENCE).orElseThrow();
        assertThat(next.fencingToken().orElseThrow())
                .isGreaterThan(held.fencingToken().orElseThrow());
        assertThat(backend.renew(held, LONG)).isFalse();
        assertThat(backend.release(held)).isFalse();
        assertThat(backend.renew(next, LONG)).isTrue();
    }

    @Test
    void aWaiterWhoseProcessIsGoneIsSkipped() throws Exception {
        var held = acquire(Duration.ZERO).orElseThrow();
        var dying = client(1);
        var waiter = Thread.ofVirtual()
                .start(() -> assertThatExceptionOfType(LockBackendUnavailable.class)
                        .isThrownBy(() -> dying.acquire(key, "dying", LONG, PATIENCE)));
        Awaitility.await().until(() -> queueLength() == 1);

        dying.close();
        waiter.join();
        backend.release(held);

        assertThat(acquire(PATIENCE)).isPresent();
    }

    @Test
    void tokensRiseAcrossACrashOfTheServer() throws Exception {
        try (var server = PostgresServer.start(true)) {
            var database = server.freshDatabase();
            try (var connection = database.dataSource().getConnection()) {
                ScriptUtils.executeSqlScript(
                        connection, new ClassPathResource("db/migration/advisory-locks/V25__advisory_lock_token.sql"));
            }
            try (var locks = new AdvisoryBackend(database.url(), database.username(), database.password(), 2)) {
                var before = locks.acquire(key, "tester", LONG, Duration.ZERO).orElseThrow();

                server.kill();
                server.restart();

                var after = locks.acquire(key, "tester", LONG, PATIENCE).orElseThrow();
                assertThat(after.fencingToken().orElseThrow())
                        .isGreaterThan(before.fencingToken().orElseThrow());
                assertThat(locks.renew(before, LONG)).isFalse();
            }
        }
    }

    @Test
    void sessionsAreLimited() throws Exception {
        try (var small = client(1)) {
            assertThat(small.acquire(key, "tester", LONG, Duration.ZERO)).isPresent();

            assertThatExceptionOfType(LockBackendUnavailable.class)
                    .isThrownBy(() -> small.acquire(key + ":other", "tester", LONG, Duration.ofMillis(100)))
                    .withMessage("all sessions for advisory locks are in use");
        }
    }

    private static AdvisoryBackend client(int sessions) {
        return new AdvisoryBackend(DATABASE.url(), DATABASE.username(), DATABASE.password(), sessions);
    }
}
