package dev.tandem.locks.advisory;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of the server, and the lock that it holds or waits for. After anything that is not as it should be it does
 * not go back to the pool: its end on the server frees whatever it still holds or waits for.
 */
final class AdvisorySession {

    private static final Logger log = LoggerFactory.getLogger(AdvisorySession.class);

    /**
     * The token is drawn when the lock has been taken, because a materialized expression is carried out before what is
     * made of it. The hash names keys of ours apart from other uses of advisory locks in the same database.
     */
    private static final String LOCK = """
            WITH patience AS MATERIALIZED (
                SELECT set_config('lock_timeout', ?, false)
            ), locked AS MATERIALIZED (
                SELECT pg_advisory_lock(hashtextextended('tandem.locks ' || ?, 0)) FROM patience
            )
            SELECT nextval('advisory_lock_token') FROM locked
            """;

    private static final String TRY_LOCK = """
            WITH locked AS MATERIALIZED (
                SELECT pg_try_advisory_lock(hashtextextended('tandem.locks ' || ?, 0)) AS taken
            )
            SELECT nextval('advisory_lock_token') FROM locked WHERE taken
            """;

    private static final String UNLOCK = """
            SELECT pg_advisory_unlock(hashtextextended('tandem.locks ' || ?, 0))
            """;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    /** A server that has said nothing for so long counts as lost. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HikariDataSource pool;
    private final Connection connection;
    private boolean abandoned;

    private AdvisorySession(HikariDataSource pool, Connection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    static AdvisorySession open(HikariDataSource pool) throws SQLException {
        return new AdvisorySession(pool, pool.getConnection());
    }

    /** Takes the lock and returns its token, or nothing if others held it for all of that time. */
    OptionalLong lock(String key, Duration wait) throws SQLException, InterruptedException {
        try {
            return wait.toMillis() > 0 ? waitFor(key, wait) : tryOnce(key);
        } catch (SQLException e) {
            abandon(); // a session's lock outlives the statement that failed
            throw e;
        }
    }

    private OptionalLong tryOnce(String key) throws SQLException {
        expectAnswerWithin(PATIENCE);
        try (var statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setString(1, key);
            return token(statement);
        }
    }

    /** On a thread of its own: an interruption shall reach the server, which keeps the queue, and not the socket. */
    private OptionalLong waitFor(String key, Duration wait) throws SQLException, InterruptedException {
        expectAnswerWithin(wait.plus(PATIENCE));
        try (var statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, Long.toString(wait.toMillis()));
            statement.setString(2, key);
            var answer = new FutureTask<>(() -> token(statement));
            var waiter = Thread.ofVirtual().name("advisory lock " + key).start(answer);
            try {
                return answer.get();
            } catch (InterruptedException e) {
                abandonWaiting(statement, waiter);
                throw e;
            } catch (ExecutionException e) {
                return notInTime(e);
            }
        }
    }

    /** It may have got the lock just before: the end of the session gives it back. */
    private void abandonWaiting(PreparedStatement statement, Thread waiter) throws SQLException, InterruptedException {
        try {
            statement.cancel();
            waiter.join();
        } finally {
            abandon();
        }
    }

    private static OptionalLong notInTime(ExecutionException failure) throws SQLException {
        if (!(failure.getCause() instanceof SQLException e)) {
            throw new IllegalStateException(failure);
        }
        if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
            throw e;
        }
        return OptionalLong.empty();
    }

    private static OptionalLong token(PreparedStatement statement) throws SQLException {
        try (var row = statement.executeQuery()) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    /** Whether the server still knows the session, and so the lock. */
    synchronized boolean isAlive() {
        try {
            expectAnswerWithin(PATIENCE);
            if (connection.isValid(Math.toIntExact(PATIENCE.toSeconds()))) {
                return true;
            }
        } catch (SQLException e) {
            log.debug("a session has ended: {}", e.getMessage());
        }
        abandon();
        return false;
    }

    /** Whether the lock was held until now. */
    synchronized boolean unlock(String key) {
        try {
            expectAnswerWithin(PATIENCE);
            try (var statement = connection.prepareStatement(UNLOCK)) {
                statement.setString(1, key);
                try (var row = statement.executeQuery()) {
                    return row.next() && row.getBoolean(1);
                }
            }
        } catch (SQLException e) {
            log.warn("the session of lock '{}' is lost: {}", key, e.getMessage());
            abandon();
            return false;
        }
    }

    /** Gives the connection back to the pool, unless it was abandoned. */
    synchronized void close() {
        if (abandoned) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("a session had ended before it was closed: {}", e.getMessage());
        }
    }

    private void abandon() {
        abandoned = true;
        pool.evictConnection(connection);
    }

    private void expectAnswerWithin(Duration patience) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
    }
}
