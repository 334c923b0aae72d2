package dev.tandem.lock.core;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The callers of this replica who wait; their places, which decide whose turn it is, are in the database. Thread-safe. */
final class Queue {

    /**
     * How often a waiter tells the database that it is alive, and looks whether the holder's time is up: often enough to
     * miss some before its place lapses after a second.
     */
    private static final Duration BEAT = Duration.ofMillis(250);

    private final ConcurrentMap<UUID, BlockingQueue<Optional<Answer>>> seats = new ConcurrentHashMap<>();

    /** Where one caller waits, from before it has a place in the database until it has its answer. */
    final class Seat implements AutoCloseable {

        private final UUID leaseId;
        private final BlockingQueue<Optional<Answer>> signals = new LinkedBlockingQueue<>();

        private Seat(UUID leaseId) {
            this.leaseId = leaseId;
        }

        /** The grant, if it comes within this time; at the latest after a beat, or a nudge, the caller should look. */
        Optional<Answer> await(long nanos) throws InterruptedException {
            var signal = signals.poll(Math.min(nanos, BEAT.toNanos()), TimeUnit.NANOSECONDS);
            return signal == null ? Optional.empty() : signal;
        }

        @Override
        public void close() {
            seats.remove(leaseId);
        }
    }

    Seat sit(UUID leaseId) {
        var seat = new Seat(leaseId);
        seats.put(leaseId, seat.signals);
        return seat;
    }

    /** Somebody here was given the lock; false if nobody is here to take it. */
    boolean serve(Answer grant) {
        return signal(grant.leaseId(), Optional.of(grant));
    }

    /** Somebody here may have been given the lock by another replica. */
    void nudge(UUID leaseId) {
        var _ = signal(leaseId, Optional.empty());
    }

    void nudgeAll() {
        seats.keySet().forEach(this::nudge);
    }

    private boolean signal(UUID leaseId, Optional<Answer> signal) {
        var signals = seats.get(leaseId);
        return signals != null && signals.add(signal);
    }
}
