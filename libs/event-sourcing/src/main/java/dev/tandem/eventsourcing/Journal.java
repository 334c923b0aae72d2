package dev.tandem.eventsourcing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The history of a service's own aggregates, in its own database: events are appended in the transaction that decides
 * them, by many transactions at once, prepared ones included. Where the {@link EventStore} gives each event a position
 * and has one writer at a time, a journal has none, and knows the order of each stream only. Its events are published
 * from where they are: {@link JournalPublication}. Thread-safe.
 */
public final class Journal {

    static final String COLUMNS =
            "SELECT stream_id, version, event_id, type, schema_version, data, metadata, occurred_at\n";

    /** Arrays keep it one prepared statement, however many rows there are; numbers are drawn in the order of the rows. */
    private static final String APPEND = """
            INSERT INTO event_journal (stream_id, version, event_id, type, schema_version, data, metadata, occurred_at)
            SELECT stream_id, version, event_id, type, schema_version, data::json, metadata::json,
                   occurred_at::timestamptz
              FROM unnest(:streams::text[], :versions::integer[], :ids::uuid[], :types::text[], :schemas::integer[],
                          :data::text[], :metadata::text[], :times::text[])
                       WITH ORDINALITY
                   AS new (stream_id, version, event_id, type, schema_version, data, metadata, occurred_at, place)
             ORDER BY place
            """;

    private static final String HISTORIES = COLUMNS + """
              FROM event_journal
             WHERE stream_id = ANY (:streams::text[])
             ORDER BY stream_id, version
            """;

    private static final String HISTORY = COLUMNS + """
              FROM event_journal
             WHERE stream_id = :stream
               AND version > :after
             ORDER BY version
             LIMIT :limit
            """;

    private final JdbcClient jdbc;

    public Journal(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Appends, in the caller's transaction.
     *
     * @param events each of the version that follows its stream's last one; of one stream in their order
     * @throws org.springframework.dao.DuplicateKeyException if another transaction has appended to one of the streams
     *     since it was read: it is to be read and decided about again
     */
    public void append(List<JournalEvent> events) {
        jdbc.sql(APPEND)
                .param("streams", column(events, JournalEvent::streamId).toArray(String[]::new))
                .param("versions", column(events, JournalEvent::version).toArray(Integer[]::new))
                .param("ids", column(events, JournalEvent::eventId).toArray(UUID[]::new))
                .param("types", column(events, JournalEvent::type).toArray(String[]::new))
                .param("schemas", column(events, JournalEvent::schemaVersion).toArray(Integer[]::new))
                .param("data", column(events, JournalEvent::data).toArray(String[]::new))
                .param("metadata", column(events, JournalEvent::metadata).toArray(String[]::new))
                .param(
                        "times",
                        column(events, event -> event.occurredAt().toString()).toArray(String[]::new))
                .update();
    }

    private static <T> List<T> column(List<JournalEvent> events, Function<JournalEvent, T> value) {
        return events.stream().map(value).toList();
    }

    /** All that happened in some streams: stream by stream, each from its beginning. */
    public List<JournalEvent> histories(Collection<String> streamIds) {
        return jdbc.sql(HISTORIES)
                .param("streams", streamIds.toArray(String[]::new))
                .query(Journal::event)
                .list();
    }

    /** What happened in one stream after a version. */
    public List<JournalEvent> history(String streamId, int after, int limit) {
        return jdbc.sql(HISTORY)
                .param("stream", streamId)
                .param("after", after)
                .param("limit", limit)
                .query(Journal::event)
                .list();
    }

    /** Reads a row that was selected with {@link #COLUMNS}. */
    static JournalEvent event(ResultSet row, int number) throws SQLException {
        return new JournalEvent(
                row.getString("stream_id"),
                row.getInt("version"),
                row.getObject("event_id", UUID.class),
                row.getString("type"),
                row.getInt("schema_version"),
                row.getString("data"),
                row.getString("metadata"),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant());
    }
}
