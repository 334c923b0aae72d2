package dev.tandem.messaging;

import java.util.Map;
import java.util.UUID;

/** A message as it will be published, byte for byte: what inbox and outbox rows keep. */
record Outgoing(UUID id, String topic, String key, Map<String, String> headers, String body) {}
