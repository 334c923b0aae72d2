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

    private static final String PLACES = """
            SELECT event_id, stream_id, version, place
              FROM event_places(:streams::text[], :ids::uuid[])
            """;

    /**
     * The events, the log's new end, and a word to whoever follows the log, which they hear at the commit. Arrays keep it
     * one prepared statement, however many rows there are.
     */
    private static final String WRITE = """
              WITH written AS (
                   INSERT INTO event (position, stream_id, version, event_id, type, schema_version, data, metadata,
                                      occurred_at)
                   SELECT position, stream_id, version, event_id, type, schema_version, data::jsonb, metadata::jsonb,
                          coalesce(occurred_at::timestamptz, clock_timestamp())
                     FROM unnest(:positions::bigint[], :streams::text[], :versions::integer[], :ids::uuid[],
                                 :types::text[], :schemas::integer[], :data::text[], :metadata::text[], :times::text[])
                       AS new (position, stream_id, version, event_id, type, schema_version, data, metadata, occurred_at)
                 ), moved AS (
                   UPDATE event_head SET position = :head)
            SELECT pg_notify('event_log', CAST(:head AS text))
            """;

    private final JdbcClient jdbc;

    EventRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where the log and its streams end, and what is there already. Streams without events are missing. */
    record Places(long head, Map<String, Integer> versions, Map<UUID, Known> known) {}

    /** Waits for the right to append, which lasts until the commit, and looks around. */
    Places places(Collection<String> streams, Collection<UUID> ids) {
        var head = new long[1];
        var versions = new HashMap<String, Integer>();
        var known = new HashMap<UUID, Known>();
        jdbc.sql(PLACES)
                .param("streams", streams.toArray(String[]::new))
                .param("ids", ids.toArray(UUID[]::new))
                .query(row -> {
                    var id = row.getObject("event_id", UUID.class);
                    var stream = row.getString("stream_id");
                    if (stream == null) {
                        head[0] = row.getLong("place");
                    } else if (id == null) {
                        versions.put(stream, row.getInt("version"));
                    } else {
                        var place = new Written(id, row.getInt("version"), row.getLong("place"));
                        known.put(id, new Known(stream, place));
                    }
                });
        return new Places(head[0], versions, known);
    }

    /** Writes events at the end of the log, which is at {@code head} then. */
    void write(List<Row> rows, long head) {
        jdbc.sql(WRITE)
                .param("positions", column(rows, Row::position, Long[]::new))
                .param("streams", column(rows, Row::streamId, String[]::new))
                .param("versions", column(rows, Row::version, Integer[]::new))
                .param("ids", column(rows, row -> row.event().id(), UUID[]::new))
                .param("types", column(rows, row -> row.event().type(), String[]::new))
                .param("schemas", column(rows, row -> row.event().schemaVersion(), Integer[]::new))
                .param("data", column(rows, row -> row.event().data().toString(), String[]::new))
                .param("metadata", column(rows, row -> row.event().metadata().toString(), String[]::new))
                .param("times", column(rows, row -> text(row.event().occurredAt()), String[]::new))
                .param("head", head)
                .query(row -> {});
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
