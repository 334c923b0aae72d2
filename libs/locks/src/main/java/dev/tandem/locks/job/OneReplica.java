package dev.tandem.locks.job;

import dev.tandem.locks.Lease;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.locks.Locks;
import dev.tandem.locks.guard.FencingGuard;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a periodic job on one replica at a time, under a fenced lock. Who finds it running elsewhere leaves it alone until
 * the next round.
 *
 * <p>For jobs that are safe side by side, where the lock only saves everybody the same work: when nobody can tell who
 * has it, they run without. So a lock service that is away delays nothing.
 *
 * <p>Thread-safe.
 */
public final class OneReplica {

    private static final Logger log = LoggerFactory.getLogger(OneReplica.class);

    private final Locks locks;
    private final FencingGuard guard;

    /** An outage is worth one line, not one per round. */
    private volatile boolean alone;

    public OneReplica(Locks locks, FencingGuard guard) {
        this.locks = locks;
        this.guard = guard;
    }

    /**
     * Runs the work, if no other replica is at it. If the lease is lost meanwhile, the thread is interrupted, and the
     * fence closes.
     */
    public void run(String job, Consumer<Fence> work) {
        try {
            var acquired = locks.tryAcquire("job:" + job, Duration.ZERO);
            alone = false;
            acquired.ifPresent(lease -> runUnder(lease, job, work));
        } catch (LockBackendUnavailable e) {
            if (!alone) {
                log.warn("{} runs without a lock until there is one again: {}", job, e.getMessage());
            }
            alone = true;
            work.accept(Fence.OPEN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runUnder(Lease lease, String job, Consumer<Fence> work) {
        try (lease) {
            work.accept(() -> guard.admits(job, lease.fencingToken()));
        }
    }
}
