package dev.tandem.orchestrator.engine;

import java.time.Duration;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells this replica's timer thread when to look next. Only moments that come before the next regular look are
 * remembered, and those on a grid, so that it holds a handful of entries and rings a bounded number of times a second
 * whatever the load. It lives in memory: what it forgets in a crash, the regular look finds.
 */
final class Alarm {

    private static final long GRID = TimeUnit.MILLISECONDS.toNanos(20);

    private final long origin = System.nanoTime();
    private final Duration regularly;
    private final TreeSet<Long> moments = new TreeSet<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    Alarm(Duration regularly) {
        this.regularly = regularly;
    }

    /** Rings after so long. */
    void set(Duration delay) {
        if (delay.compareTo(regularly) > 0) {
            return;
        }
        lock.lock();
        try {
            if (moments.add((elapsed() + delay.toNanos()) / GRID + 1)) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it rings, or the regular interval is over. */
    void await() throws InterruptedException {
        lock.lock();
        try {
            var regular = elapsed() + regularly.toNanos();
            while (true) {
                var moment = moments.isEmpty() ? regular : Math.min(regular, moments.first() * GRID);
                var left = moment - elapsed();
                if (left <= 0) {
                    moments.headSet(elapsed() / GRID, true).clear();
                    return;
                }
                var _ = changed.awaitNanos(left); // woken early or late: the loop looks at the clock itself
            }
        } finally {
            lock.unlock();
        }
    }

    private long elapsed() {
        return System.nanoTime() - origin;
    }
}
