package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects a transaction's messages and writes them in one statement just before it commits, so that the locks on their
 * keys are held as briefly as can be. Wakes the relay after the commit.
 */
class TransactionalOutbox implements Outbox {

    /**
     * All locks are taken, in order, before the first sequence number is drawn: the count is not known earlier. They are
     * held until the commit, so no other transaction can draw a number for one of these keys and commit in between.
     */
    private static final String WRITE = """
            WITH held AS MATERIALIZED (
                SELECT pg_advisory_xact_lock(:lockClass, lock.id)
                  FROM (SELECT DISTINCT hashtext(key) AS id FROM unnest(:keys::text[]) AS key ORDER BY id) AS lock
            )
            INSERT INTO outbox (message_id, topic, key, headers, body)
            SELECT message.id, message.topic, message.key, message.headers::json, message.body
              FROM (SELECT count(*) FROM held) AS all_held,
                   unnest(:ids::uuid[], :topics::text[], :keys::text[], :headers::text[], :bodies::text[])
                       WITH ORDINALITY AS message (id, topic, key, headers, body, place)
             ORDER BY message.place
            """;

    /** Keeps our advisory locks apart from those of others in the same database. */
    private static final int KEY_LOCKS = 0x0b0c;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final MessageWriter writer;
    private final Supplier<Origin> currentOrigin;
    private final Runnable wakeRelay;

    TransactionalOutbox(
            JdbcClient jdbc,
            ObjectMapper json,
            MessageWriter writer,
            Supplier<Origin> currentOrigin,
            Runnable wakeRelay) {
        this.jdbc = jdbc;
        this.json = json;
        this.writer = writer;
        this.currentOrigin = currentOrigin;
        this.wakeRelay = wakeRelay;
    }

    @Override
    public Origin currentOrigin() {
        return currentOrigin.get();
    }

    @Override
    public void send(Message message, Origin origin) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a %s to %s was to be sent outside of a transaction"
                    .formatted(message.body().getClass().getSimpleName(), message.topic()));
        }
        ofThisTransaction().messages.add(writer.write(message, origin));
    }

    private Pending ofThisTransaction() {
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Pending pending) {
                return pending;
            }
        }
        var pending = new Pending();
        TransactionSynchronizationManager.registerSynchronization(pending);
        return pending;
    }

    private void write(List<Outgoing> messages) {
        jdbc.sql(WRITE)
                .param("lockClass", KEY_LOCKS)
                .param("ids", messages.stream().map(Outgoing::id).toArray(UUID[]::new))
                .param("topics", messages.stream().map(Outgoing::topic).toArray(String[]::new))
                .param("keys", messages.stream().map(Outgoing::key).toArray(String[]::new))
                .param("headers", messages.stream().map(this::headersOf).toArray(String[]::new))
                .param("bodies", messages.stream().map(Outgoing::body).toArray(String[]::new))
                .update();
    }

    private String headersOf(Outgoing message) {
        try {
            return json.writeValueAsString(message.headers());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers cannot be written as JSON", e);
        }
    }

    /** What one transaction wants to send. */
    private final class Pending implements TransactionSynchronization {

        private final List<Outgoing> messages = new ArrayList<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            write(messages);
        }

        @Override
        public void afterCommit() {
            wakeRelay.run();
        }
    }
}
