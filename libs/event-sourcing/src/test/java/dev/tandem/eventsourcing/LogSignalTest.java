package dev.tandem.eventsourcing;

import static dev.tandem.eventsourcing.TestLog.append;
import static dev.tandem.eventsourcing.TestLog.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.testsupport.PostgresServer;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogSignalTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestLog log = new TestLog();
    private final LogSignal signal = log.signal();

    @BeforeEach
    void start() {
        signal.start();
    }

    @AfterEach
    void stop() {
        signal.stop();
        log.close();
    }

    @Test
    void whoWaitsForMoreIsToldAtTheCommit() throws Exception {
        log.store.append(append("a", event("One")));
        assertThat(signal.awaitBeyond(0, PATIENCE)).isEqualTo(1);

        log.transaction.executeWithoutResult(status -> {
            log.store.append(append("a", event("Two")));
            assertThat(waitALittle(1)).isEqualTo(1);
        });

        assertThat(signal.awaitBeyond(1, PATIENCE)).isEqualTo(2);
    }

    @Test
    void aLostConnectionLosesNothing() throws Exception {
        log.store.append(append("a", event("One")));
        signal.awaitBeyond(0, PATIENCE);

        cutConnections();
        log.store.append(append("a", event("Two")));

        assertThat(signal.awaitBeyond(1, PATIENCE)).isEqualTo(2);
    }

    private long waitALittle(long position) {
        try {
            return signal.awaitBeyond(position, Duration.ofMillis(50));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cutConnections() {
        Awaitility.await().ignoreExceptions().until(() -> {
            try (var superuser = PostgresServer.shared().superuser(log.database);
                    var statement = superuser.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + log.database.username() + "' AND query LIKE 'SELECT position FROM event_head%'");
                return true;
            } catch (SQLException e) {
                return false;
            }
        });
    }
}
