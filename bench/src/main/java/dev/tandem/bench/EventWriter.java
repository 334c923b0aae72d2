package dev.tandem.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.eventsourcing.Append;
import dev.tandem.eventsourcing.AppendResult;
import dev.tandem.eventsourcing.Expected;
import dev.tandem.eventsourcing.GroupedAppends;
import dev.tandem.eventsourcing.NewEvent;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One client that appends to streams of its own, each time at the version where it left off. */
final class EventWriter {

    static final JsonNode DATA = JsonNodeFactory.instance
            .objectNode()
            .put("account", "4711")
            .put("amount", 26)
            .put("currency", "EUR")
            .put("reason", "an event of the size that events have, which is some two hundred bytes of JSON in all");

    static final JsonNode METADATA = JsonNodeFactory.instance.objectNode().put("source", "bench");

    /** The same columns, the same indexes, a commit each; the number comes from a sequence, which waits for nobody. */
    private static final String PLAIN = """
            INSERT INTO event (position, stream_id, version, event_id, type, schema_version, data, metadata, occurred_at)
            VALUES (nextval('bench_position'), :stream, :version, :id, 'Benched', 1, :data::jsonb, :metadata::jsonb, now())
            """;

    private static final int STREAMS = 100;

    private final String name;
    private final int[] versions = new int[STREAMS];
    private int turns;

    EventWriter() {
        this.name = UUID.randomUUID().toString();
    }

    static void preparePlainInserts(JdbcClient jdbc) {
        jdbc.sql("CREATE SEQUENCE IF NOT EXISTS bench_position").update();
    }

    /** A stream, and where it stands. */
    record Place(String stream, int version) {}

    /** Where to append next, so many events. */
    Place next(int events) {
        var stream = turns++ % STREAMS;
        var version = versions[stream];
        versions[stream] += events;
        return new Place("bench-%s-%d".formatted(name, stream), version);
    }

    void insertPlain(JdbcClient jdbc) {
        var place = next(1);
        jdbc.sql(PLAIN)
                .param("stream", place.stream())
                .param("version", place.version() + 1)
                .param("id", UUID.randomUUID())
                .param("data", DATA.toString())
                .param("metadata", METADATA.toString())
                .update();
    }

    void append(GroupedAppends appends, int events) throws InterruptedException {
        var result = appends.append(appendTo(next(events), events));
        if (!(result instanceof AppendResult.Appended)) {
            throw new IllegalStateException("a stream of its own met " + result);
        }
    }

    static Append appendTo(Place place, int events) {
        return new Append(
                place.stream(),
                new Expected.Version(place.version()),
                IntStream.range(0, events).mapToObj(i -> event("Benched")).toList());
    }

    static NewEvent event(String type) {
        return new NewEvent(UUID.randomUUID(), type, 1, DATA, METADATA, null);
    }
}
