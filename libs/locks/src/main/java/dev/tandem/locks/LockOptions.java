package dev.tandem.locks;

import java.time.Duration;

/**
 * How a lock is wanted.
 *
 * @param ttl after which a holder that has died is no longer in the way; renewed at a third of it while the holder lives
 * @param patience how long to wait for others; zero tries once
 */
public record LockOptions(Duration ttl, Duration patience) {

    /** Below this, a renewal could not be told from a loss on a machine that is busy for a moment. */
    private static final Duration SHORTEST_TTL = Duration.ofMillis(100);

    public LockOptions {
        if (ttl.compareTo(SHORTEST_TTL) < 0) {
            throw new IllegalArgumentException("ttl must be at least %s: %s".formatted(SHORTEST_TTL, ttl));
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative: " + patience);
        }
    }

    /** Takes the lock if it is free just now. */
    public static LockOptions ifFree(Duration ttl) {
        return new LockOptions(ttl, Duration.ZERO);
    }

    /** The same, but ready to wait. */
    public LockOptions waiting(Duration patience) {
        return new LockOptions(ttl, patience);
    }
}
