package dev.tandem.lock.web;

import dev.tandem.lock.core.HeldLock;
import dev.tandem.lock.core.LockQueries.Seen;
import java.time.Instant;
import java.util.UUID;

/** A lock as its holder sees it. */
record LockView(String key, String owner, UUID leaseId, long fencingToken, Instant acquiredAt, Instant expiresAt) {

    static LockView of(HeldLock lock) {
        return new LockView(
                lock.key(), lock.owner(), lock.leaseId(), lock.fencingToken(), lock.acquiredAt(), lock.expiresAt());
    }

    /** A lock as everybody else sees it: without the lease id, which is what makes a holder. */
    record Public(
            String key, String owner, long fencingToken, Instant acquiredAt, Instant expiresAt, long queueLength) {

        static Public of(Seen seen) {
            var lock = seen.lock();
            return new Public(
                    lock.key(),
                    lock.owner(),
                    lock.fencingToken(),
                    lock.acquiredAt(),
                    lock.expiresAt(),
                    seen.queueLength());
        }
    }
}
