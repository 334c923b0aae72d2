package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.MessageSource.Backlog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The outbox seen from the publishing side. */
class OutboxRows {

    /**
     * One relay of this database at a time: sharing the rows out (SKIP LOCKED) would let a later message of a key pass an
     * earlier one. Waiting for the lock is short, and rows that we see afterwards are still to be published.
     *
     * <p>A relay that is stopped in the middle (SIGSTOP, a dead host) must not keep the others from publishing, so the
     * server ends its transaction. And a deletion that a crash undoes publishes a row again, which its receivers know: the
     * commit need not wait for the disk.
     */
    private static final String TAKE_TURN = """
            SELECT set_config('idle_in_transaction_session_timeout', '15s', true),
                   set_config('synchronous_commit', 'off', true),
                   pg_advisory_xact_lock(:relay, 0)
            """;

    private static final String OLDEST = """
            SELECT sequence, message_id, topic, key, headers, body
              FROM outbox
             ORDER BY sequence
             LIMIT :limit
            """;

    private static final String DELETE = "DELETE FROM outbox WHERE sequence = ANY (:sequences)";

    private static final String BACKLOG = """
            SELECT count(*), coalesce(extract(EPOCH FROM now() - min(created_at)), 0)
              FROM outbox
            """;

    private static final int RELAY_LOCK = 0x0b0d;
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final MessageWriter writer;
    private final List<MessageSource> sources;
    private final Publisher publisher;
    private final TransactionOperations transaction;
    private final int batchSize;
    private final Faults faults;

    OutboxRows(
            JdbcClient jdbc,
            ObjectMapper json,
            MessageWriter writer,
            List<MessageSource> sources,
            Publisher publisher,
            TransactionOperations transaction,
            int batchSize,
            Faults faults) {
        this.jdbc = jdbc;
        this.json = json;
        this.writer = writer;
        this.sources = List.copyOf(sources);
        this.publisher = publisher;
        this.transaction = transaction;
        this.batchSize = batchSize;
        this.faults = faults;
    }

    /**
     * Publishes the oldest rows and deletes them, and with them what other tables have to be published. A crash in
     * between publishes all of it again: receivers know the ids.
     *
     * @return whether there may be more
     */
    boolean publishSome() {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            jdbc.sql(TAKE_TURN).param("relay", RELAY_LOCK).query(row -> {});
            var rows = oldest();
            var portions =
                    sources.stream().map(source -> source.next(batchSize)).toList();
            var messages = Stream.concat(
                            rows.stream().map(Row::message),
                            portions.stream()
                                    .flatMap(portion -> portion.messages().stream())
                                    .map(writer::write))
                    .toList();
            publisher.publish(faults.survivors(FaultPoint.OUTBOX_BEFORE_PUBLISH, messages, Outgoing::key));
            faults.reach(FaultPoint.OUTBOX_AFTER_PUBLISH, messages, Outgoing::key);
            if (!rows.isEmpty()) {
                jdbc.sql(DELETE)
                        .param("sequences", rows.stream().map(Row::sequence).toArray(Long[]::new))
                        .update();
            }
            portions.forEach(portion -> portion.published().run());
            return rows.size() == batchSize || portions.stream().anyMatch(MessageSource.Portion::hasMore);
        }));
    }

    /** How much waits, and for how long. */
    Backlog backlog() {
        var rows = jdbc.sql(BACKLOG)
                .query((row, number) -> new Backlog(row.getLong(1), row.getDouble(2)))
                .single();
        return sources.stream().map(MessageSource::backlog).reduce(rows, Backlog::and);
    }

    private List<Row> oldest() {
        return jdbc.sql(OLDEST)
                .param("limit", batchSize)
                .query((row, number) -> new Row(
                        row.getLong("sequence"),
                        new Outgoing(
                                row.getObject("message_id", UUID.class),
                                row.getString("topic"),
                                row.getString("key"),
                                headers(row.getString("headers")),
                                row.getString("body"))))
                .list();
    }

    private Map<String, String> headers(String headers) {
        try {
            return json.readValue(headers, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an outbox row has no readable headers: " + headers, e);
        }
    }

    private record Row(long sequence, Outgoing message) {}
}
