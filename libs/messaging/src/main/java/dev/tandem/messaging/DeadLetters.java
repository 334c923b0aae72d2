package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that could not be processed, kept until an operator has decided on them. */
class DeadLetters {

    private static final String PARK = """
            INSERT INTO dead_letter (id, message_id, consumer, topic, partition_number, record_offset,
                                     key, headers, body, cause, parked_behind, attempts)
            VALUES (:id, :messageId, :consumer, :topic, :partition, :offset,
                    :key, :headers::json, :body, :cause, :behind, :attempts)
            """;

    private static final String FIRST_PARKED_PER_KEY = """
            SELECT DISTINCT ON (key) key, message_id
              FROM dead_letter
             WHERE consumer = :consumer
               AND key = ANY (:keys)
               AND state = 'PARKED'
             ORDER BY key, parked_at, record_offset
            """;

    /** In one order for everybody, so that two who want several wait for each other instead of dead-locking. */
    private static final String LOCK_KEYS = """
            SELECT pg_advisory_xact_lock(:lockClass, lock.id)
              FROM (SELECT DISTINCT hashtext(:consumer || ' ' || key) AS id
                      FROM unnest(:keys::text[]) AS key
                     ORDER BY id) AS lock
            """;

    private static final String COUNT = "SELECT count(*) FROM dead_letter WHERE state = 'PARKED'";

    /** Keeps these advisory locks apart from others in the same database. */
    private static final int KEY_LOCKS = 0x0b0e;

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    DeadLetters(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Keeps a message as it came.
     *
     * @param behind the message of the same key that this one must wait for; {@code null} for one that is itself broken
     */
    void park(String consumer, Received message, String cause, @Nullable UUID behind, int attempts) {
        var kafka = message.kafka();
        jdbc.sql(PARK)
                .param("id", Ids.next())
                .param("messageId", message.id())
                .param("consumer", consumer)
                .param("topic", kafka.topic())
                .param("partition", kafka.partition())
                .param("offset", kafka.offset())
                .param("key", kafka.key())
                .param("headers", headersOf(message))
                .param("body", kafka.value())
                .param("cause", cause)
                .param("behind", behind)
                .param("attempts", attempts)
                .update();
    }

    /** Of each key that has something parked, the first parked message. */
    Map<String, UUID> firstParked(String consumer, Collection<String> keys) {
        var parked = new HashMap<String, UUID>();
        jdbc.sql(FIRST_PARKED_PER_KEY)
                .param("consumer", consumer)
                .param("keys", keys.toArray(String[]::new))
                .query(row -> {
                    parked.put(row.getString(1), row.getObject(2, UUID.class));
                });
        return parked;
    }

    /** Keeps others from parking behind, or replaying, what is parked of these keys, until the transaction ends. */
    void lock(String consumer, Collection<String> keys) {
        jdbc.sql(LOCK_KEYS)
                .param("lockClass", KEY_LOCKS)
                .param("consumer", consumer)
                .param("keys", keys.toArray(String[]::new))
                .query(row -> {});
    }

    long count() {
        return jdbc.sql(COUNT).query(Long.class).single();
    }

    private String headersOf(Received message) {
        try {
            return json.writeValueAsString(message.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers cannot be written as JSON", e);
        }
    }
}
