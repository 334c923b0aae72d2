package dev.tandem.eventstore.projection;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.eventsourcing.RecordedEvent;
import dev.tandem.eventsourcing.Upcasters;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Does to a generation's tables what a projection says; always inside somebody's transaction. */
@Component
class Tables {

    /** Until the end of the transaction, and unseen by the driver, which would throw its prepared statements away. */
    private static final String USE_SCHEMA = "SELECT set_config('search_path', :schema || ', public', true)";

    private static final String BATCH = """
            WITH batch AS (
                 SELECT *
                   FROM json_to_recordset(:events::json) AS event (
                        position bigint, event_id uuid, stream_id text, version integer, type text, data jsonb,
                        metadata jsonb, occurred_at timestamptz))
            """;

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Upcasters upcasters;

    Tables(JdbcClient jdbc, ObjectMapper json, Upcasters upcasters) {
        this.jdbc = jdbc;
        this.json = json;
        this.upcasters = upcasters;
    }

    void create(Projection projection, int generation) {
        var schema = projection.schema(generation);
        jdbc.sql("CREATE SCHEMA " + schema).update();
        use(schema);
        jdbc.sql(projection.tables()).update();
    }

    void drop(Projection projection, int generation) {
        jdbc.sql("DROP SCHEMA IF EXISTS " + projection.schema(generation) + " CASCADE")
                .update();
    }

    /** Makes the schema's tables those that unqualified names mean, until the transaction ends. */
    void use(String schema) {
        jdbc.sql(USE_SCHEMA).param("schema", schema).query(row -> {});
    }

    /** @param withEffects whether what is projected has just happened, and is not history replayed */
    void apply(Projection projection, int generation, int partition, List<RecordedEvent> events, boolean withEffects) {
        if (events.isEmpty()) {
            return;
        }
        use(projection.schema(generation));
        var batch = write(events);
        projection.statements().forEach(statement -> run(statement, batch, partition));
        if (withEffects) {
            projection.effects().forEach(statement -> run(statement, batch, partition));
        }
    }

    private void run(String statement, String batch, int partition) {
        jdbc.sql(BATCH + statement)
                .param("events", batch)
                .param("partition", partition)
                .update();
    }

    private String write(List<RecordedEvent> events) {
        ArrayNode batch = json.createArrayNode();
        for (var stored : events) {
            var event = upcasters.upcast(stored);
            batch.addObject()
                    .put("position", event.position())
                    .put("event_id", event.eventId().toString())
                    .put("stream_id", event.streamId())
                    .put("version", event.version())
                    .put("type", event.type())
                    .put("occurred_at", event.occurredAt().toString())
                    .<ObjectNode>set("data", event.data())
                    .set("metadata", event.metadata());
        }
        return batch.toString();
    }
}
