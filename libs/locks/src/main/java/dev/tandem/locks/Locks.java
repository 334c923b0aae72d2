package dev.tandem.locks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Locks that processes share. Thread-safe.
 *
 * <pre>{@code
 * try (var lease = locks.acquire("invoice:" + id)) {
 *     invoices.send(id, lease.fencingToken());
 * }
 * }</pre>
 *
 * <p>A lease renews itself at a third of its time-to-live, so that two renewals may fail before it is lost (guide,
 * 'Choosing TTL and Renewal Interval'). It is lost when the backend says so, or when no renewal came through until its
 * time was up on this process's own clock: then the holder is told at once, see {@link Lease}.
 * A lock is not reentrant: who holds it and asks again waits for itself.
 */
public final class Locks implements AutoCloseable {

    private final LockBackend backend;
    private final String owner;
    private final LockOptions defaults;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param owner this process, for people who wonder who holds a lock
     * @param defaults how a lock is wanted by those who do not say
     */
    public Locks(LockBackend backend, String owner, LockOptions defaults) {
        this.backend = backend;
        this.owner = owner;
        this.defaults = defaults;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("lock-timer").factory());
        timer.setRemoveOnCancelPolicy(true); // most leases are closed long before their timers
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // renewals at the time of close()
    }

    /** What these locks can be relied on for, which depends on where they are kept. */
    public Capabilities capabilities() {
        return backend.capabilities();
    }

    /**
     * Takes the lock, waiting for others as long as the defaults say.
     *
     * @throws LockNotAcquired if that was not long enough
     * @throws LockBackendUnavailable if nobody knows
     */
    public Lease acquire(String key) throws InterruptedException {
        return tryAcquire(key, defaults).orElseThrow(() -> new LockNotAcquired(key, defaults.patience()));
    }

    /**
     * Takes the lock if it can be had in time. The calling thread is its holder: it is the one to be interrupted should
     * the lease be lost.
     *
     * @throws LockBackendUnavailable if nobody knows
     */
    public Optional<Lease> tryAcquire(String key, LockOptions options) throws InterruptedException {
        if (timer.isShutdown()) {
            throw new IllegalStateException("lock '%s' is wanted after the end of its Locks".formatted(key));
        }
        return backend.acquire(key, owner, options.ttl(), options.patience())
                .flatMap(grant -> Lease.begin(backend, grant, options.ttl(), timer));
    }

    /** Takes the lock with the default time-to-live if it is free within {@code patience}. */
    public Optional<Lease> tryAcquire(String key, Duration patience) throws InterruptedException {
        return tryAcquire(key, defaults.waiting(patience));
    }

    /** Ends renewal; leases that are still open run out. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
