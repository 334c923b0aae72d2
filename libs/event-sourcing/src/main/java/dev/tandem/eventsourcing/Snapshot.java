package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * A stream's state right after an event.
 *
 * @param version the last event that it contains
 * @param stateVersion of the code that made it
 */
public record Snapshot(String streamId, int version, int stateVersion, JsonNode state, Instant createdAt) {}
