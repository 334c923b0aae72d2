package dev.tandem.idempotency;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps claims alive while their work goes on: a lease is for the case that this process dies. Thread-safe. */
final class Leases {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final IdempotencyStore store;

    Leases(IdempotencyStore store) {
        this.store = store;
    }

    /** A claim that is being renewed; close it when the work is done. */
    interface Kept extends AutoCloseable {
        @Override
        void close();
    }

    /** Renews at a third of the lease, so that one renewal may fail. */
    Kept keep(Attempt attempt) {
        var done = new CountDownLatch(1);
        Thread.ofVirtual().name("idempotency-lease").start(() -> renewUntil(done, attempt));
        return done::countDown; // not an interruption: that would close the connection under a renewal
    }

    private void renewUntil(CountDownLatch done, Attempt attempt) {
        try {
            while (!done.await(attempt.lease().toNanos() / 3, TimeUnit.NANOSECONDS)) {
                if (!renews(attempt)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renews(Attempt attempt) {
        try {
            var renewed = store.renew(attempt);
            if (!renewed) {
                log.debug("{} is claimed no more: done, or taken over", attempt.key());
            }
            return renewed;
        } catch (RuntimeException e) {
            log.warn("the claim on {} could not be renewed, trying again: {}", attempt.key(), e.toString());
            return true;
        }
    }
}
