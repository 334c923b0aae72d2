package dev.tandem.lock.core;

import java.time.Instant;
import java.util.UUID;

/**
 * A lock that somebody has; times are the database's.
 *
 * @param leaseId what the holder, and nobody else, knows
 * @param fencingToken higher than that of every earlier holder of the key
 */
public record HeldLock(
        String key, String owner, UUID leaseId, long fencingToken, Instant acquiredAt, Instant expiresAt) {}
