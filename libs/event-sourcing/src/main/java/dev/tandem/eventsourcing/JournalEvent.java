package dev.tandem.eventsourcing;

import java.time.Instant;
import java.util.UUID;

/**
 * An event of a {@link Journal}; {@link EventCodec} makes it of an aggregate's event and back.
 *
 * @param streamId whose history it is, {@code order-4711}: one stream per aggregate, its kind before the first hyphen
 * @param version its place within its stream, 1..n
 * @param eventId identifies it wherever it is told
 * @param schemaVersion which form {@code data} has, from 1
 * @param data what changed, as JSON
 * @param metadata who, why, from where, as JSON
 */
public record JournalEvent(
        String streamId,
        int version,
        UUID eventId,
        String type,
        int schemaVersion,
        String data,
        String metadata,
        Instant occurredAt) {}
