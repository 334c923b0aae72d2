package dev.tandem.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps so many orders under way: whenever one ends, the next is placed. Shows what the platform can carry; latencies
 * follow from the number in flight (Little's law) and say little.
 */
record ClosedLoop(int inFlight) implements Load {

    /** Requests at a time; what is under way is mostly past this point. */
    private static final int SENDERS = 128;

    @Override
    public void run(Customers customers, Flights flights, Duration duration) throws InterruptedException {
        var places = new Semaphore(inFlight);
        flights.onEnd(places::release);
        var end = System.nanoTime() + duration.toNanos();
        List<Thread> senders = new ArrayList<>();
        for (var i = 0; i < SENDERS; i++) {
            senders.add(Thread.ofVirtual().start(() -> send(customers, places, end)));
        }
        for (var sender : senders) {
            sender.join();
        }
        flights.onEnd(() -> {});
    }

    private static void send(Customers customers, Semaphore places, long end) {
        try {
            for (var left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                if (places.tryAcquire(left, TimeUnit.NANOSECONDS) && !customers.place(System.nanoTime())) {
                    places.release();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
