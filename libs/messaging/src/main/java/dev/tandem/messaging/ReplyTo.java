package dev.tandem.messaging;

/**
 * Whom to answer: what a participant stores that answers later than in the transaction that took the command in, for
 * instance because it asks a payment gateway first. Can be written to and read from JSON.
 */
public record ReplyTo(String topic, String key, SagaStep step, Origin origin) {}
