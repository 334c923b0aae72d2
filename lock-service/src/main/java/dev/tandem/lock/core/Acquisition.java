package dev.tandem.lock.core;

import java.time.Instant;

/** What became of a wish. */
public sealed interface Acquisition {

    /** The lock is the caller's, and that is on disk. */
    record Granted(HeldLock lock) implements Acquisition {}

    /**
     * Others had it for as long as the caller was ready to wait.
     *
     * @param holder who has it now, or had it last
     * @param expiresAt when that ends unless renewed
     * @param queueLength how many wait for it
     */
    record Refused(String holder, Instant expiresAt, long queueLength) implements Acquisition {}

    /** The caller went away while it waited, and left the queue. */
    record Abandoned() implements Acquisition {}
}
