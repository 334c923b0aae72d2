package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.eventsourcing.AppendDecision.Known;
import dev.tandem.eventsourcing.AppendDecision.Row;
import dev.tandem.eventsourcing.AppendResult.Written;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log's tables, as far as they are written. */
final class EventRows {

    /** Whoever holds this row appends; everybody else waits for the commit, and then sees what it brought. */
    private static final String LOCK_HEAD = "SELECT position FROM event_head FOR UPDATE";

    /** The end of each stream, by one look into the index; OFFSET 0 keeps the planner from making a join of it. */
    private static final String VERSIONS = """
            SELECT wanted.stream_id, last.version
              FROM unnest(:streams::text[]) AS wanted (stream_id)
             CROSS JOIN LATERAL (
                   SELECT event.version
                     FROM event
                    WHERE event.stream_id = wanted.stream_id
                    ORDER BY event.version DESC
                    LIMIT 1) AS last
            """;

    private static final String KNOWN = """
            SELECT wanted.event_id, known.stream_id, known.version, known.position
              FROM unnest(:ids::uuid[]) AS wanted (event_id)
             CROSS JOIN LATERAL (
                   SELECT event.stream_id, event.version, event.position
                     FROM event
                    WHERE event.event_id = wanted.event_id
                   OFFSET 0) AS known
            """;

    /** Arrays keep it one prepared statement, however many rows there are. */
    private static final String INSERT = """
            INSERT INTO event (position, stream_id, version, event_id, type, schema_version, data, metadata, occurred_at)
            SELECT position, stream_id, version, event_id, type, schema_version, data::jsonb, metadata::jsonb,
                   coalesce(occurred_at::timestamptz, clock_timestamp())
              FROM unnest(:positions::bigint[], :streams::text[], :versions::integer[], :ids::uuid[], :types::text[],
                          :schemas::integer[], :data::text[], :metadata::text[], :times::text[])
                AS new (position, stream_id, version, event_id, type, schema_version, data, metadata, occurred_at)
            """;

    /** Who follows the log is told at the commit (channel {@code event_log}). */
    private static final String MOVE_HEAD = """
              WITH moved AS (UPDATE event_head SET position = :head RETURNING position)
            SELECT pg_notify('event_log', position::text) FROM moved
            """;

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for the right to append, and returns the last event's position; the right lasts until the commit. */
    long lockHead() {
        return jdbc.sql(LOCK_HEAD).query(Long.class).single();
    }

    Map<String, Integer> versions(Collection<String> streams) {
        var versions = new HashMap<String, Integer>();
        jdbc.sql(VERSIONS).param("streams", streams.toArray(String[]::new)).query(row -> {
            versions.put(row.getString(1), row.getInt(2));
        });
        return versions;
    }

    Map<UUID, Known> known(Collection<UUID> ids) {
        var known = new HashMap<UUID, Known>();
        jdbc.sql(KNOWN).param("ids", ids.toArray(UUID[]::new)).query(row -> {
            var id = row.getObject(1, UUID.class);
            known.put(id, new Known(row.getString(2), new Written(id, row.getInt(3), row.getLong(4))));
        });
        return known;
    }

    void insert(List<Row> rows) {
        jdbc.sql(INSERT)
                .param("positions", column(rows, Row::position, Long[]::new))
                .param("streams", column(rows, Row::streamId, String[]::new))
                .param("versions", column(rows, Row::version, Integer[]::new))
                .param("ids", column(rows, row -> row.event().id(), UUID[]::new))
                .param("types", column(rows, row -> row.event().type(), String[]::new))
                .param("schemas", column(rows, row -> row.event().schemaVersion(), Integer[]::new))
                .param("data", column(rows, row -> row.event().data().toString(), String[]::new))
                .param("metadata", column(rows, row -> row.event().metadata().toString(), String[]::new))
                .param("times", column(rows, row -> text(row.event().occurredAt()), String[]::new))
                .update();
    }

    void moveHead(long head) {
        jdbc.sql(MOVE_HEAD).param("head", head).query(row -> {});
    }

    private static <T extends @Nullable Object> T[] column(
            List<Row> rows, Function<Row, T> value, IntFunction<T[]> array) {
        return rows.stream().map(value).toArray(array);
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /** Reads a row that was selected with the columns of {@link LogReader}. */
    static RecordedEvent event(ResultSet row, int ignored) throws SQLException {
        return new RecordedEvent(
                row.getLong("position"),
                row.getString("stream_id"),
                row.getInt("version"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getInt("schema_version"),
                json(row, "data"),
                json(row, "metadata"),
                time(row, "occurred_at"),
                time(row, "recorded_at"));
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static JsonNode json(ResultSet row, String column) throws SQLException {
        return EventJson.parse(row.getString(column));
    }
}
