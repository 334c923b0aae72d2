package dev.tandem.scenarios.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The event store as its clients see it. */
public final class Journal {

    private final Wire wire;
    private final Supplier<URI> address;

    Journal(Wire wire, Supplier<URI> address) {
        this.wire = wire;
        this.address = address;
    }

    /** Something to append. */
    public record Event(
            UUID eventId,
            String type,
            int schemaVersion,
            Map<String, ?> data,
            @Nullable Instant occurredAt) {

        public static Event of(String type, Map<String, ?> data) {
            return new Event(UUID.randomUUID(), type, 1, data, null);
        }

        public Event version(int newSchemaVersion) {
            return new Event(eventId, type, newSchemaVersion, data, occurredAt);
        }

        public Event at(Instant time) {
            return new Event(eventId, type, schemaVersion, data, time);
        }
    }

    /** An event of the log. */
    public record Recorded(
            long position,
            String streamId,
            int version,
            UUID eventId,
            String type,
            int schemaVersion,
            int storedSchemaVersion,
            JsonNode data,
            JsonNode metadata,
            Instant occurredAt) {}

    /** A stream's state, and where its replay began. */
    public record State(int version, String lastType, JsonNode state, int snapshotVersion) {}

    public record Snapshot(int version, Instant createdAt) {}

    /** How a view of the log is. */
    public record Projection(String name, String status, int generation, long position, long lag) {}

    /** What the store answered to a wish. */
    public record Reply(int status, JsonNode body) {

        public List<String> fields() {
            return body.path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asText())
                    .toList();
        }
    }

    /** Appends wherever the stream stands. */
    public Reply append(String streamId, Event... events) {
        return append(streamId, Map.of(), events);
    }

    /** Appends if the stream is at that version. */
    public Reply appendAt(int version, String streamId, Event... events) {
        return append(streamId, Map.of("If-Match", "\"" + version + "\""), events);
    }

    private Reply append(String streamId, Map<String, String> headers, Event... events) {
        var answer = wire.post(at("/streams/%s/events".formatted(streamId)), List.of(events), headers);
        return new Reply(answer.status(), answer.body());
    }

    /** A stream's events, oldest first; up to 500. */
    public List<Recorded> events(String streamId) {
        return wire.list(at("/streams/%s/events?limit=500".formatted(streamId)), Recorded.class);
    }

    /** The log beyond a position. */
    public List<Recorded> log(long after, int limit) {
        return wire.list(at("/events?after=%d&limit=%d".formatted(after, limit)), Recorded.class);
    }

    public State state(String streamId) {
        return wire.get(at("/streams/%s/state".formatted(streamId)), State.class);
    }

    /**
     * A stream's state at a point of its history.
     *
     * @param when {@code version=3}, {@code asOf=2026-01-01T00:00:00Z}
     */
    public State state(String streamId, String when) {
        return wire.get(at("/streams/%s/state?%s".formatted(streamId, when)), State.class);
    }

    /** Newest first. */
    public List<Snapshot> snapshots(String streamId) {
        return wire.list(at("/streams/%s/snapshots".formatted(streamId)), Snapshot.class);
    }

    public void snapshot(String streamId) {
        wire.post(at("/streams/%s/snapshots".formatted(streamId)), Map.of(), Map.of());
    }

    public Reply register(String type, int version, Map<String, ?> schema) {
        var answer = wire.put(at("/schemas/%s/%d".formatted(type, version)), schema, Map.of());
        return new Reply(answer.status(), answer.body());
    }

    public Projection projection(String name) {
        return wire.get(at("/projections/" + name), Projection.class);
    }

    public List<Projection> projections() {
        return wire.list(at("/projections"), Projection.class);
    }

    /**
     * Tells a projection to do something, and returns the status of the answer.
     *
     * @param what pause, resume, rebuild
     */
    public int tell(String projection, String what) {
        return wire.post(at("/projections/%s/%s".formatted(projection, what)), Map.of(), Map.of())
                .status();
    }

    /** A view, by its path below {@code /views/}. */
    public JsonNode view(String path) {
        return wire.get(at("/views/" + path)).body();
    }

    /** What the store finds wrong with itself: gaps in the log, views that are not what a fresh replay makes. */
    public List<String> violations() {
        return wire.get(at("/actuator/invariants")).body().findValues("violations").stream()
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asText)
                .toList();
    }

    /** How many events each partition of the log has. */
    public List<Long> partitions() {
        return wire.get(at("/actuator/streams"))
                .body()
                .path("partitions")
                .valueStream()
                .map(partition -> partition.path("events").asLong())
                .toList();
    }

    private URI at(String path) {
        return address.get().resolve(path);
    }
}
