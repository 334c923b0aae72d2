package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** What an event of a type and version looks like, as it is registered. */
record EventSchema(String type, int version, JsonNode schema, Instant registeredAt) {

    SchemaVersion what() {
        return new SchemaVersion(type, version, schema);
    }
}
