package dev.tandem.messaging;

import java.time.Instant;
import java.util.UUID;

/**
 * A message that its sender keeps: what is published of it follows from this, however often.
 *
 * @param key the order's id: messages with one key are published in the order of their source
 * @param type what the body is, the simple name of its record
 * @param time when it happened
 * @param body as JSON
 */
public record KeptMessage(UUID id, String topic, String key, String type, Instant time, Origin origin, String body) {}
