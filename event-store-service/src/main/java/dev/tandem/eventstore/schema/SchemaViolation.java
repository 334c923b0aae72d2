package dev.tandem.eventstore.schema;

/**
 * What is wrong with a schema or an event.
 *
 * @param field where, as a path: {@code total}, {@code items[0].sku}
 */
public record SchemaViolation(String field, String message) {}
