package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The dead letters as operators see them. */
class DeadLetterRows {

    private static final String COLUMNS = """
            SELECT id, message_id, consumer, state, topic, partition_number, record_offset, key,
                   headers ->> 'ce_type' AS type, cause, parked_behind, attempts, parked_at, decided_at, decided_by, note
            """;

    private static final String NEWEST_FIRST = COLUMNS + """
              FROM dead_letter
             WHERE state = :state
               AND (:topic::text IS NULL OR topic = :topic)
               AND (:consumer::text IS NULL OR consumer = :consumer)
               AND (:key::text IS NULL OR key = :key)
               AND (:after::uuid IS NULL OR id < :after)
             ORDER BY id DESC
             LIMIT :limit
            """;

    private static final String WHOLE = COLUMNS + """
                   , headers, body
              FROM dead_letter
             WHERE id = :id
            """;

    private static final String WHOLE_AND_LOCKED = WHOLE + "FOR UPDATE";

    private static final String PARKED_IN_ORDER = """
            SELECT id
              FROM dead_letter
             WHERE state = 'PARKED'
               AND (:topic::text IS NULL OR topic = :topic)
               AND (:consumer::text IS NULL OR consumer = :consumer)
               AND (:key::text IS NULL OR key = :key)
             ORDER BY parked_at, record_offset
            """;

    private static final String FIRST_OF_KEY = """
            SELECT id
              FROM dead_letter
             WHERE consumer = :consumer
               AND key = :key
               AND state = 'PARKED'
             ORDER BY parked_at, record_offset
             LIMIT 1
            """;

    private static final String DECIDE = """
            UPDATE dead_letter
               SET state = :state, decided_at = now(), decided_by = :by, note = :note
             WHERE id = :id
            """;

    /** It was tried again in vain: the later ones of its key now wait behind this one. */
    private static final String STILL_BROKEN = """
            UPDATE dead_letter
               SET cause = :cause, parked_behind = NULL, attempts = attempts + 1
             WHERE id = :id
            """;

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    DeadLetterRows(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Which ones; {@code null} stands for any. */
    record Filter(
            @Nullable String topic,
            @Nullable String consumer,
            @Nullable String key) {

        static final Filter ALL = new Filter(null, null, null);
    }

    List<DeadLetter> newestFirst(Filter filter, DeadLetter.State state, @Nullable UUID after, int limit) {
        return filtered(NEWEST_FIRST, filter)
                .param("state", state.name())
                .param("after", after)
                .param("limit", limit)
                .query((row, number) -> letter(row, null, null))
                .list();
    }

    /** In the order in which they can be replayed. */
    List<UUID> parkedInOrder(Filter filter) {
        return filtered(PARKED_IN_ORDER, filter).query(UUID.class).list();
    }

    Optional<DeadLetter> find(UUID id) {
        return whole(WHOLE, id);
    }

    /** The same, for whoever is about to decide: nobody else decides until this transaction ends. */
    Optional<DeadLetter> lock(UUID id) {
        return whole(WHOLE_AND_LOCKED, id);
    }

    Optional<UUID> firstOfKey(String consumer, String key) {
        return jdbc.sql(FIRST_OF_KEY)
                .param("consumer", consumer)
                .param("key", key)
                .query(UUID.class)
                .optional();
    }

    void decide(UUID id, DeadLetter.State state, Audit audit) {
        jdbc.sql(DECIDE)
                .param("id", id)
                .param("state", state.name())
                .param("by", audit.by())
                .param("note", audit.note())
                .update();
    }

    void stillBroken(UUID id, String cause) {
        jdbc.sql(STILL_BROKEN).param("id", id).param("cause", cause).update();
    }

    private JdbcClient.StatementSpec filtered(String query, Filter filter) {
        return jdbc.sql(query)
                .param("topic", filter.topic())
                .param("consumer", filter.consumer())
                .param("key", filter.key());
    }

    private Optional<DeadLetter> whole(String query, UUID id) {
        return jdbc.sql(query)
                .param("id", id)
                .query((row, number) -> letter(row, headers(row.getString("headers")), text(row.getBytes("body"))))
                .optional();
    }

    private static DeadLetter letter(ResultSet row, @Nullable Map<String, String> headers, @Nullable String body)
            throws SQLException {
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getObject("message_id", UUID.class),
                row.getString("consumer"),
                DeadLetter.State.valueOf(row.getString("state")),
                row.getString("topic"),
                row.getInt("partition_number"),
                row.getLong("record_offset"),
                row.getString("key"),
                row.getString("type"),
                row.getString("cause"),
                row.getObject("parked_behind", UUID.class),
                row.getInt("attempts"),
                row.getObject("parked_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("decided_at", OffsetDateTime.class)),
                row.getString("decided_by"),
                row.getString("note"),
                headers,
                body);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String text(byte @Nullable [] body) {
        return body == null ? null : new String(body, StandardCharsets.UTF_8);
    }

    private Map<String, String> headers(String headers) {
        try {
            return json.readValue(headers, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a dead letter has no readable headers: " + headers, e);
        }
    }
}
