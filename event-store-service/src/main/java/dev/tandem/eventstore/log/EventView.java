package dev.tandem.eventstore.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.eventsourcing.RecordedEvent;
import dev.tandem.eventsourcing.Upcasters;
import java.time.Instant;
import java.util.UUID;

/**
 * An event as clients see it.
 *
 * @param schemaVersion the form of {@code data}, which is the newest
 * @param storedSchemaVersion the form in which it was written, and stays
 */
public record EventView(
        long position,
        String streamId,
        int version,
        UUID eventId,
        String type,
        int schemaVersion,
        int storedSchemaVersion,
        JsonNode data,
        JsonNode metadata,
        Instant occurredAt,
        Instant recordedAt) {

    /** In today's form. */
    public static EventView of(RecordedEvent stored, Upcasters upcasters) {
        var event = upcasters.upcast(stored);
        return new EventView(
                event.position(),
                event.streamId(),
                event.version(),
                event.eventId(),
                event.type(),
                event.schemaVersion(),
                stored.schemaVersion(),
                event.data(),
                event.metadata(),
                event.occurredAt(),
                event.recordedAt());
    }
}
