package dev.tandem.eventsourcing;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the log and its streams, as they are stored: whoever wants today's form asks {@link Upcasters}. Thread-safe.
 *
 * <p>Positions become visible in their order, so "what lies beyond the last one that I saw" is all that a follower has
 * to ask for.
 */
public final class LogReader {

    private static final String HEAD = "SELECT position FROM event_head";

    private static final String COLUMNS = """
            SELECT position, stream_id, version, event_id, type, schema_version, data, metadata, occurred_at, recorded_at
              FROM event
            """;

    private static final String FORWARD = COLUMNS + """
             WHERE stream_id = :stream
               AND version >= :from
             ORDER BY version
             LIMIT :limit
            """;

    private static final String BACKWARD = COLUMNS + """
             WHERE stream_id = :stream
               AND version <= :from
             ORDER BY version DESC
             LIMIT :limit
            """;

    private static final String VERSION = """
            SELECT version FROM event WHERE stream_id = :stream ORDER BY version DESC LIMIT 1
            """;

    /** Clocks of those who tell may differ; the last event that had happened by then is what counts. */
    private static final String VERSION_AS_OF = """
            SELECT version FROM event
             WHERE stream_id = :stream
               AND occurred_at <= :time
             ORDER BY version DESC
             LIMIT 1
            """;

    private static final String ALL = COLUMNS + """
             WHERE position > :after
             ORDER BY position
             LIMIT :limit
            """;

    private static final String OF_TYPE = COLUMNS + """
             WHERE type = :type
               AND position > :after
             ORDER BY position
             LIMIT :limit
            """;

    private static final String OF_CORRELATION = COLUMNS + """
             WHERE metadata ->> 'correlationId' = :correlation
               AND position > :after
               AND (:type::text IS NULL OR type = :type)
             ORDER BY position
             LIMIT :limit
            """;

    private static final String OF_PARTITION = COLUMNS + """
             WHERE partition_number = :partition
               AND position > :after
               AND position <= :until
               AND (cardinality(:types::text[]) = 0 OR type = ANY (:types::text[]))
             ORDER BY position
             LIMIT :limit
            """;

    /** Into how many parts streams are divided by hash; see {@code event_partition} in the migration. */
    public static final int PARTITIONS = 8;

    private final JdbcClient jdbc;

    public LogReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The position of the last event, 0 if there is none. */
    public long head() {
        return jdbc.sql(HEAD).query(Long.class).single();
    }

    /** Where a stream stands, 0 if it has no events. */
    public int version(String streamId) {
        return optionalVersion(jdbc.sql(VERSION).param("stream", streamId));
    }

    /** Where a stream stood at a time. */
    public int versionAsOf(String streamId, Instant time) {
        return optionalVersion(jdbc.sql(VERSION_AS_OF).param("stream", streamId).param("time", Timestamp.from(time)));
    }

    private static int optionalVersion(JdbcClient.StatementSpec query) {
        return query.query(Integer.class).optional().orElse(0);
    }

    /** A stream's events from a version on, in order. */
    public List<RecordedEvent> forward(String streamId, int from, int limit) {
        return stream(FORWARD, streamId, from, limit);
    }

    /** A stream's events from a version back, newest first. */
    public List<RecordedEvent> backward(String streamId, int from, int limit) {
        return stream(BACKWARD, streamId, from, limit);
    }

    private List<RecordedEvent> stream(String sql, String streamId, int from, int limit) {
        return jdbc.sql(sql)
                .param("stream", streamId)
                .param("from", from)
                .param("limit", limit)
                .query(EventRows::event)
                .list();
    }

    /** The log beyond a position. */
    public List<RecordedEvent> after(long position, int limit) {
        return jdbc.sql(ALL)
                .param("after", position)
                .param("limit", limit)
                .query(EventRows::event)
                .list();
    }

    /** Those of one type. */
    public List<RecordedEvent> ofType(String type, long after, int limit) {
        return jdbc.sql(OF_TYPE)
                .param("type", type)
                .param("after", after)
                .param("limit", limit)
                .query(EventRows::event)
                .list();
    }

    /** Those that one request from outside set in motion, in any stream, and of one type if that is asked for. */
    public List<RecordedEvent> ofCorrelation(String correlationId, @Nullable String type, long after, int limit) {
        return jdbc.sql(OF_CORRELATION)
                .param("correlation", correlationId)
                .param("type", type)
                .param("after", after)
                .param("limit", limit)
                .query(EventRows::event)
                .list();
    }

    /** Those of one partition and of some types (of all, if none is named), up to a position. */
    public List<RecordedEvent> ofPartition(int partition, Collection<String> types, long after, long until, int limit) {
        return jdbc.sql(OF_PARTITION)
                .param("partition", partition)
                .param("types", types.toArray(String[]::new))
                .param("after", after)
                .param("until", until)
                .param("limit", limit)
                .query(EventRows::event)
                .list();
    }

    /** One event. */
    public Optional<RecordedEvent> at(long position) {
        return after(position - 1, 1).stream()
                .filter(event -> event.position() == position)
                .findFirst();
    }
}
