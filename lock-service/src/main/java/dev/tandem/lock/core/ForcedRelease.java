package dev.tandem.lock.core;

import java.time.Instant;

/** A lock that an operator took from its holder. */
public record ForcedRelease(String key, String owner, long fencingToken, String requestedBy, String note, Instant at) {}
