package dev.tandem.lock.core;

import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The tables without HTTP between, so that they are held to the contract of every backend. */
record TableBackend(LockTable table) implements LockBackend {

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        var askedAt = System.nanoTime();
        return switch (table.acquire(new LockWish(key, owner, ttl, wait), () -> false)) {
            case Acquisition.Granted(var lock) ->
                Optional.of(new Grant(
                        key, owner, lock.leaseId().toString(), OptionalLong.of(lock.fencingToken()), askedAt, ttl));
            case Acquisition.Refused _, Acquisition.Abandoned _ -> Optional.empty();
        };
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        return table.renew(grant.key(), UUID.fromString(grant.leaseId()), ttl).isPresent();
    }

    @Override
    public boolean release(Grant grant) {
        return table.release(grant.key(), UUID.fromString(grant.leaseId()));
    }
}
