package dev.tandem.lock.core;

import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears from other replicas that it is the turn of somebody who waits here. It only saves time: a waiter whose
 * notification is lost finds out at its next beat.
 */
final class TurnListener implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TurnListener.class);

    private static final int PATIENCE_MILLIS = 60_000;

    private final DataSource database;
    private final String channel;
    private final Consumer<UUID> turnOf;
    private final Thread listener;

    TurnListener(DataSource database, UUID replica, Consumer<UUID> turnOf) {
        this.database = database;
        this.channel = "lock_turn_" + replica.toString().replace("-", "");
        this.turnOf = turnOf;
        this.listener = Thread.ofVirtual().name("lock-turns").start(this::listen);
    }

    private void listen() {
        try {
            while (true) {
                try {
                    listenOnOneConnection();
                } catch (SQLException e) {
                    log.debug("turns are not heard of at once: {}", e.getMessage());
                }
                TimeUnit.SECONDS.sleep(1);
            }
        } catch (InterruptedException e) {
            log.debug("no more turns are heard of: the service stops");
        }
    }

    private void listenOnOneConnection() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
            var notices = connection.unwrap(PGConnection.class);
            while (!Thread.currentThread().isInterrupted()) {
                for (var notice : notices.getNotifications(PATIENCE_MILLIS)) {
                    turnOf.accept(UUID.fromString(notice.getParameter()));
                }
            }
        }
    }

    @Override
    public void close() {
        listener.interrupt();
    }
}
