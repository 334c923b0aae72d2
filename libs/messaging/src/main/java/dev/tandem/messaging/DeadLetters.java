package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Messages that could not be processed, kept until an operator has decided on them. */
class DeadLetters {

    private static final String PARK = """
            INSERT INTO dead_letter (message_id, consumer, topic, partition_number, record_offset,
                                     key, headers, body, cause, parked_behind, attempts)
            VALUES (:id, :consumer, :topic, :partition, :offset,
                    :key, :headers::json, :body, :cause, :behind, :attempts)
            """;

    private static final String FIRST_PARKED_PER_KEY = """
            SELECT DISTINCT ON (key) key, message_id
              FROM dead_letter
             WHERE consumer = :consumer
               AND key = ANY (:keys)
               AND state = 'PARKED'
             ORDER BY key, parked_at
            """;

    private static final String NEWEST = """
            SELECT message_id AS "messageId", consumer, state, topic, partition_number AS "partition",
                   record_offset AS "offset", key, headers ->> 'ce_type' AS "type", cause,
                   parked_behind AS "parkedBehind", attempts, parked_at AS "parkedAt"
              FROM dead_letter
             WHERE state = 'PARKED'
             ORDER BY parked_at DESC, message_id DESC
             LIMIT :limit
            """;

    private static final String COUNT = "SELECT count(*) FROM dead_letter WHERE state = 'PARKED'";

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
                .param("id", message.id())
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

    /** The newest ones that nobody has decided on yet. */
    List<Map<String, Object>> parked(int limit) {
        return jdbc.sql(NEWEST).param("limit", limit).query().listOfRows();
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
