package dev.tandem.lock.core;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks to look at. */
public final class LockQueries {

    private static final String HELD = """
            SELECT key, lease_id, owner, token, acquired_at, expires_at,
                   (SELECT count(*) FROM lock_queue WHERE lock_queue.key = lease.key) AS queue,
                   extract(epoch FROM clock_timestamp() - acquired_at) AS seconds
              FROM lease
             WHERE lease_id IS NOT NULL
               AND expires_at > clock_timestamp()
            """;

    private static final String FIND = HELD + "AND key = :key";

    private static final String LIST = HELD + """
               AND starts_with(key, :prefix)
               AND key > :after
             ORDER BY key
             LIMIT :limit
            """;

    private static final String OLDEST = HELD + """
             ORDER BY acquired_at
             LIMIT :limit
            """;

    private static final String QUEUE = """
            SELECT owner, since, extract(epoch FROM clock_timestamp() - since) AS seconds
              FROM lock_queue
             WHERE key = :key
             ORDER BY place
             LIMIT :limit
            """;

    private static final String COUNT = """
            SELECT (SELECT count(*) FROM lease WHERE lease_id IS NOT NULL AND expires_at > clock_timestamp()) AS held,
                   (SELECT count(*) FROM lock_queue) AS waiting
            """;

    private static final String FORCED = """
            SELECT key, owner, token, requested_by, note, at
              FROM forced_release
             WHERE key = coalesce(:key, key)
             ORDER BY id DESC
             LIMIT :limit
            """;

    private final JdbcClient jdbc;

    public LockQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A lock, how many wait for it, and for how long it has been held. */
    public record Seen(HeldLock lock, long queueLength, double heldSeconds) {}

    /** Somebody in the queue. */
    public record Waiter(String owner, Instant since, double waitedSeconds) {}

    /** How many locks are held, and how many wait for one. */
    public record Count(long held, long waiting) {}

    public Optional<Seen> find(String key) {
        return jdbc.sql(FIND).param("key", key).query((row, _) -> seen(row)).optional();
    }

    /** In the order of their keys. */
    public List<Seen> list(String prefix, @Nullable String after, int limit) {
        return jdbc.sql(LIST)
                .param("prefix", prefix)
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, _) -> seen(row))
                .list();
    }

    /** Those that were held for the longest time. */
    public List<Seen> oldest(int limit) {
        return jdbc.sql(OLDEST)
                .param("limit", limit)
                .query((row, _) -> seen(row))
                .list();
    }

    /** Who waits for a lock, the next to be served first. */
    public List<Waiter> queue(String key, int limit) {
        return jdbc.sql(QUEUE)
                .param("key", key)
                .param("limit", limit)
                .query((row, _) ->
                        new Waiter(row.getString(1), row.getTimestamp(2).toInstant(), row.getDouble(3)))
                .list();
    }

    /** What operators took from holders, newest first; of one key, or of all. */
    public List<ForcedRelease> forced(@Nullable String key, int limit) {
        return jdbc.sql(FORCED)
                .param("key", key, Types.VARCHAR)
                .param("limit", limit)
                .query((row, _) -> new ForcedRelease(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getTimestamp(6).toInstant()))
                .list();
    }

    public Count count() {
        return jdbc.sql(COUNT)
                .query((row, _) -> new Count(row.getLong(1), row.getLong(2)))
                .single();
    }

    private static Seen seen(ResultSet row) throws SQLException {
        var lock = new HeldLock(
                row.getString(1),
                row.getString(3),
                row.getObject(2, UUID.class),
                row.getLong(4),
                row.getTimestamp(5).toInstant(),
                row.getTimestamp(6).toInstant());
        return new Seen(lock, row.getLong(7), row.getDouble(8));
    }
}
