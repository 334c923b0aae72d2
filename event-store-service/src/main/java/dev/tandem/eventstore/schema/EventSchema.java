package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What an event of a type and version looks like. */
record EventSchema(String type, int version, JsonNode schema, Instant registeredAt) {}
