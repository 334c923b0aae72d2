package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and is not written yet.
 *
 * @param id made by whoever tells of it, and the same when it is told again: what was written is found by it
 * @param type in the language of the business and in the past tense, {@code OrderShipped}; at most 100 characters
 * @param schemaVersion which form {@code data} has, from 1
 * @param data what changed, and no more
 * @param metadata who, why, from where; {@code correlationId} is what the log can be searched by
 * @param occurredAt when it happened; {@code null} if that is now
 */
public record NewEvent(
        UUID id,
        String type,
        int schemaVersion,
        JsonNode data,
        JsonNode metadata,
        @Nullable Instant occurredAt) {}
