package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;

/** What events of a type look like in one version, wherever that is registered. */
record SchemaVersion(String type, int version, JsonNode schema) {}
