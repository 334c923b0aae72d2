package dev.tandem.bench;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Places orders at a rate, whether or not the platform keeps up. Times count from when an order was due, so that a
 * platform which stalls is not measured less often for it (no coordinated omission).
 */
record OpenLoop(int perSecond) implements Load {

    @Override
    public void run(Customers customers, Flights flights, Duration duration) throws InterruptedException {
        var pause = 1_000_000_000L / perSecond;
        var begin = System.nanoTime();
        try (var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var due = begin; due - begin < duration.toNanos(); due += pause) {
                for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                var wanted = due;
                senders.execute(() -> customers.place(wanted));
            }
        }
    }
}
