package dev.tandem.locks.advisory;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Advisory locks of PostgreSQL sessions: nothing to run beside the database that a service has anyway, a queue that the
 * server keeps in order, a fencing token drawn in the statement that takes the lock, and no row written.
 *
 * <p>What it lacks:
 *
 * <ul>
 *   <li>There is no time-to-live. A holder that stands still keeps the lock, and one whose machine disappears keeps it
 *       until the server's keep-alive probes have found out (some 25 s here).
 *   <li>Loss of the connection is loss of the lock, at once and without a word: another may have it before the holder's
 *       next renewal notices. The token stops the holder's writes.
 *   <li>Every holder and every waiter occupies a connection, and connections are limited.
 *   <li>Nobody can see who holds a key but in {@code pg_locks}, where keys are numbers; two keys with the same 64-bit
 *       hash are one lock. It does not work through a pooler that shares sessions.
 *   <li>Locks are the server's own: after a failover to a replica nobody holds any, while the tokens go on.
 * </ul>
 *
 * <p>Thread-safe. Needs the migrations in {@code classpath:db/migration/advisory-locks}.
 */
public final class AdvisoryBackend implements LockBackend, AutoCloseable {

    /**
     * The server notices by itself when a client has gone: one that waits in a queue within a second, one that holds a
     * lock when three probes were not answered.
     */
    private static final String NOTICE_THE_DEAD = """
            SET client_connection_check_interval = '1s';
            SET tcp_keepalives_idle = 10;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3
            """;

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(1);

    private final HikariDataSource pool;
    private final Semaphore free;
    private final Map<String, AdvisorySession> held = new ConcurrentHashMap<>();

    /**
     * Does not connect before it is needed.
     *
     * @param sessions how many may hold or wait for a lock at the same time; each takes a connection
     */
    public AdvisoryBackend(String url, String username, String password, int sessions) {
        this.pool = new HikariDataSource(configuration(url, username, password, sessions));
        this.free = new Semaphore(sessions, true);
    }

    private static HikariConfig configuration(String url, String username, String password, int sessions) {
        var configuration = new HikariConfig();
        configuration.setPoolName("advisory-locks");
        configuration.setJdbcUrl(url);
        configuration.setUsername(username);
        configuration.setPassword(password);
        configuration.setMaximumPoolSize(sessions);
        configuration.setMinimumIdle(0);
        configuration.setIdleTimeout(IDLE.toMillis());
        configuration.setConnectionTimeout(CONNECT_PATIENCE.toMillis());
        configuration.setInitializationFailTimeout(-1);
        configuration.setConnectionInitSql(NOTICE_THE_DEAD);
        return configuration;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, false);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        var begin = System.nanoTime();
        if (!free.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new LockBackendUnavailable("all sessions for advisory locks are in use");
        }
        var granted = Optional.<Grant>empty();
        try {
            granted = acquire(key, owner, ttl, begin, wait);
            return granted;
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage()); // what the pool and a socket make of it
            }
            throw new LockBackendUnavailable("PostgreSQL gives no answer about lock '%s'".formatted(key), e);
        } finally {
            if (granted.isEmpty()) {
                free.release();
            }
        }
    }

    private Optional<Grant> acquire(String key, String owner, Duration ttl, long begin, Duration wait)
            throws SQLException, InterruptedException {
        var session = AdvisorySession.open(pool);
        var token = OptionalLong.empty();
        try {
            var asked = System.nanoTime();
            token = session.lock(key, wait.minusNanos(asked - begin));
            return token.isEmpty() ? Optional.empty() : Optional.of(grant(key, owner, ttl, asked, token, session));
        } finally {
            if (token.isEmpty()) {
                session.close();
            }
        }
    }

    private Grant grant(
            String key, String owner, Duration ttl, long asked, OptionalLong token, AdvisorySession session) {
        var leaseId = UUID.randomUUID().toString();
        held.put(leaseId, session);
        return new Grant(key, owner, leaseId, token, asked, ttl);
    }

    /** Whether the session lives; one that does not is no more of ours, nor is the lock. */
    @Override
    public boolean renew(Grant grant, Duration ttl) {
        var session = held.get(grant.leaseId());
        if (session == null) {
            return false;
        }
        if (!session.isAlive()) {
            forget(grant.leaseId());
            return false;
        }
        return true;
    }

    @Override
    public boolean release(Grant grant) {
        var session = held.get(grant.leaseId());
        if (session == null) {
            return false;
        }
        var released = session.unlock(grant.key());
        forget(grant.leaseId());
        return released;
    }

    /** Once, even if renewal and release find out about a loss at the same time. */
    private void forget(String leaseId) {
        var session = held.remove(leaseId);
        if (session != null) {
            session.close();
            free.release();
        }
    }

    /** Ends all sessions, and with them every lock. */
    @Override
    public void close() {
        held.keySet().forEach(this::forget);
        pool.close();
    }
}
