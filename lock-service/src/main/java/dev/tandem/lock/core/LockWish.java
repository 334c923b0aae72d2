package dev.tandem.lock.core;

import java.time.Duration;

/**
 * A lock that somebody wants.
 *
 * @param owner who, for people to read
 * @param ttl after which it is free again unless renewed
 * @param patience how long to wait for others; zero tries once
 */
public record LockWish(String key, String owner, Duration ttl, Duration patience) {}
