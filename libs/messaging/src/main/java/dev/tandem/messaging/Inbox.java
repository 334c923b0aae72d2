package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a consumer has dealt with, and what came of it (guide, 'At-Least-Once with Idempotency'). */
class Inbox {

    /**
     * One look into the index per id, in just the partition that the id can be in. OFFSET 0 keeps the planner from making
     * a join of it: it would once plan to read a partition that was still small, and keep to that plan.
     */
    private static final String FIND_ANSWERS = """
            SELECT wanted.id, known.answers
              FROM unnest(:ids::uuid[]) AS wanted (id)
             CROSS JOIN LATERAL (
                   SELECT inbox.answers
                     FROM inbox
                    WHERE inbox.message_id = wanted.id
                      AND inbox.consumer = :consumer
                   OFFSET 0) AS known
            """;

    /** No ON CONFLICT: a double means that two consumers believe to own one partition, and one of them must lose. */
    private static final String RECORD = """
            INSERT INTO inbox (message_id, consumer, answers)
            SELECT handled.id, :consumer, handled.answers
              FROM unnest(:ids::uuid[], :answers::text[]) AS handled (id, answers)
            """;

    /** Its parking is noted under the time of the transaction that parked it; anything later is its being handled. */
    private static final String HANDLED_SINCE_PARKED = """
            SELECT count(*) > 0
              FROM dead_letter
              JOIN inbox USING (message_id, consumer)
             WHERE dead_letter.id = :id
               AND inbox.handled_at > dead_letter.parked_at
            """;

    private static final String REMEMBER = """
            INSERT INTO inbox (message_id, consumer)
            VALUES (:id, :consumer)
                ON CONFLICT DO NOTHING
            """;

    private static final TypeReference<List<Outgoing>> ANSWERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;

    Inbox(JdbcClient jdbc, ObjectMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** The answers to those messages that were dealt with before; the others are missing in the result. */
    Map<UUID, List<Outgoing>> answers(String consumer, Collection<Received> messages) {
        var byId = new HashMap<UUID, Received>();
        messages.forEach(message -> byId.put(message.id(), message));
        var answers = new HashMap<UUID, List<Outgoing>>();
        jdbc.sql(FIND_ANSWERS)
                .param("ids", byId.keySet().toArray(UUID[]::new))
                .param("consumer", consumer)
                .query(row -> {
                    var message = Objects.requireNonNull(byId.get(row.getObject(1, UUID.class)));
                    answers.put(message.id(), read(row.getString(2), message));
                });
        return answers;
    }

    /** Notes messages as dealt with, each with what it caused. */
    void record(String consumer, Map<Received, List<Outgoing>> handled) {
        if (handled.isEmpty()) {
            return;
        }
        var ids = new UUID[handled.size()];
        @Nullable String[] answers = new @Nullable String[handled.size()];
        var i = 0;
        for (var entry : handled.entrySet()) {
            ids[i] = entry.getKey().id();
            answers[i++] = write(entry.getValue(), entry.getKey());
        }
        jdbc.sql(RECORD)
                .param("ids", ids)
                .param("answers", answers)
                .param("consumer", consumer)
                .update();
    }

    /** Whether a parked message came again when this inbox had forgotten it, and was handled then. */
    boolean handledSinceParked(UUID deadLetter) {
        return jdbc.sql(HANDLED_SINCE_PARKED)
                .param("id", deadLetter)
                .query(Boolean.class)
                .single();
    }

    /** Notes a message that was handled otherwise, unless it is known: one that comes again finds it. */
    void remember(String consumer, UUID id) {
        jdbc.sql(REMEMBER).param("id", id).param("consumer", consumer).update();
    }

    private @Nullable String write(List<Outgoing> answers, Received cause) {
        var inherited = cause.inherited();
        try {
            return answers.isEmpty()
                    ? null
                    : json.writeValueAsString(answers.stream()
                            .map(answer -> answer.without(inherited))
                            .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("answers cannot be written as JSON", e);
        }
    }

    private List<Outgoing> read(@Nullable String answers, Received cause) {
        if (answers == null) {
            return List.of();
        }
        var inherited = cause.inherited();
        try {
            return json.readValue(answers, ANSWERS).stream()
                    .map(answer -> answer.with(inherited))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an inbox row holds no answers: " + answers, e);
        }
    }
}
