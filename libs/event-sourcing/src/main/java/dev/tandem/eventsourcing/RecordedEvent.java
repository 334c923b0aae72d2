package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;

/**
 * An event of the log.
 *
 * @param position its place among all events, 1..n in the order in which they became visible
 * @param version its place within its stream, 1..n
 * @param occurredAt by the clock of whoever told of it
 * @param recordedAt by the database's clock
 */
public record RecordedEvent(
        long position,
        String streamId,
        int version,
        UUID eventId,
        String type,
        int schemaVersion,
        JsonNode data,
        JsonNode metadata,
        Instant occurredAt,
        Instant recordedAt) {

    /** The same event in another form. */
    RecordedEvent as(int newSchemaVersion, JsonNode newData) {
        return new RecordedEvent(
                position,
                streamId,
                version,
                eventId,
                type,
                newSchemaVersion,
                newData,
                metadata,
                occurredAt,
                recordedAt);
    }
}
