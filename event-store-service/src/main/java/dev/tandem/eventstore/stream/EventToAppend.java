package dev.tandem.eventstore.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.eventsourcing.NewEvent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event as a client sends it.
 *
 * @param eventId made by the client, and the same when it is sent again
 * @param schemaVersion 1 if it is left out
 * @param metadata an object; {@code correlationId} is taken from the request where it is missing
 * @param occurredAt when it happened, for what happened before it was told; now if it is left out
 */
record EventToAppend(
        @NotNull UUID eventId,

        @NotNull
        @Pattern(
                regexp = "[A-Za-z][A-Za-z0-9_.]{0,99}",
                message = "must be a name of up to 100 letters, digits, _ and .")
        String type,

        @Nullable @Min(1) @Max(10_000) Integer schemaVersion,
        @NotNull JsonNode data,
        @Nullable JsonNode metadata,
        @Nullable Instant occurredAt) {

    int version() {
        return schemaVersion == null ? 1 : schemaVersion;
    }

    boolean hasOddMetadata() {
        return metadata != null && !metadata.isNull() && !metadata.isObject();
    }

    NewEvent with(@Nullable String correlationId) {
        var complete = metadata instanceof ObjectNode given ? given.deepCopy() : JsonNodeFactory.instance.objectNode();
        if (correlationId != null && !complete.hasNonNull("correlationId")) {
            complete.put("correlationId", correlationId);
        }
        return new NewEvent(eventId, type, version(), data, complete, occurredAt);
    }
}
