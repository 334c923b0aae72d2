package dev.tandem.eventsourcing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;

/**
 * Tells those who follow the log that it has grown, whichever replica wrote: by the database's notifications, on a
 * connection of its own, so nobody polls. A notification says only that there is more; what it is, everybody reads from
 * the log. So one that is lost with its connection costs nothing: after the next one is made, the head is looked up.
 * Thread-safe.
 */
public final class LogSignal implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LogSignal.class);

    /** How often an idle connection is tried, since one whose other end is gone says nothing either. */
    private static final Duration LOOK_ALIVE = Duration.ofSeconds(10);

    private static final Duration BEFORE_RECONNECTING = Duration.ofSeconds(1);

    private final JdbcConnectionDetails database;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private long head;
    private volatile boolean running;

    LogSignal(JdbcConnectionDetails database) {
        this.database = database;
    }

    /** Waits until the log reaches beyond a position or patience ends; returns where it reaches as far as is known. */
    public long awaitBeyond(long position, Duration patience) throws InterruptedException {
        var left = patience.toNanos();
        lock.lockInterruptibly();
        try {
            while (head <= position && left > 0 && running) {
                left = grown.awaitNanos(left);
            }
            return head;
        } finally {
            lock.unlock();
        }
    }

    private void reached(long position) {
        lock.lock();
        try {
            if (position > head) {
                head = position;
                grown.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void listen() {
        while (running) {
            try (var connection = DriverManager.getConnection(
                    database.getJdbcUrl(), database.getUsername(), database.getPassword())) {
                listen(connection);
            } catch (SQLException e) {
                log.debug("the log's notifications are interrupted: {}", e.toString());
                LockSupport.parkNanos(BEFORE_RECONNECTING.toNanos());
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN event_log");
            while (running) {
                try (var row = statement.executeQuery("SELECT position FROM event_head")) {
                    row.next();
                    reached(row.getLong(1));
                }
                while (running && hear(connection.unwrap(PGConnection.class))) {}
            }
        }
    }

    private boolean hear(PGConnection connection) throws SQLException {
        var notifications = connection.getNotifications((int) LOOK_ALIVE.toMillis());
        if (notifications == null || notifications.length == 0) {
            return false;
        }
        reached(Long.parseLong(notifications[notifications.length - 1].getParameter()));
        return true;
    }

    @Override
    public synchronized void start() {
        running = true;
        Thread.ofPlatform().daemon().name("log-signal").start(this::listen);
    }

    /** Sends everybody home who waits; the thread ends with its connection's next word. */
    @Override
    public synchronized void stop() {
        running = false;
        lock.lock();
        try {
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before those who follow the log. */
    @Override
    public int getPhase() {
        return 0;
    }
}
