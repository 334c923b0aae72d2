package dev.tandem.lock.core;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One wish of a step, and who waits for what becomes of it. The kinds are explained in {@code V101__lock_step.sql}. */
record Operation(
        Kind kind,
        String key,
        UUID leaseId,
        String owner,
        long ttlMillis,
        long place,
        CompletableFuture<Answer> answer) {

    enum Kind {
        RENEW,
        RELEASE,
        LEAVE,
        STAY,
        LOOK,
        TRY,
        WAIT;

        private final String sqlName = name().toLowerCase(Locale.ROOT);

        String sqlName() {
            return sqlName;
        }
    }

    /** About a lease or a key, whatever its owner and place. */
    static Operation of(Kind kind, String key, UUID leaseId, long ttlMillis) {
        return new Operation(kind, key, leaseId, "", ttlMillis, 0, new CompletableFuture<>());
    }

    /** Of somebody who has a place in the queue. */
    static Operation inQueue(Kind kind, LockWish wish, UUID leaseId, long place) {
        return new Operation(
                kind, wish.key(), leaseId, wish.owner(), wish.ttl().toMillis(), place, new CompletableFuture<>());
    }
}
