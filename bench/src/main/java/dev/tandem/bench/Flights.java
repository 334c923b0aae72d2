package dev.tandem.bench;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Orders on their way: begun when somebody wanted them, ended by the event that says so. The event may be here before
 * the answer to the request that placed the order. Thread-safe.
 */
public final class Flights {

    /** A flight of which both ends are known. */
    record Flight(long begin, long end) {

        long nanos() {
            return end - begin;
        }
    }

    private sealed interface Half {

        record Begin(long nanoTime) implements Half {}

        record End(long nanoTime) implements Half {}
    }

    private final Map<String, Half> halves = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Flight> landed = new ConcurrentLinkedQueue<>();
    private final AtomicLong underWay = new AtomicLong();
    private volatile Runnable onEnd = () -> {};

    /** Tells of each flight that ends from now on. */
    public void onEnd(Runnable listener) {
        onEnd = listener;
    }

    public void began(String orderId, long nanoTime) {
        underWay.incrementAndGet();
        if (halves.putIfAbsent(orderId, new Half.Begin(nanoTime)) instanceof Half.End(var end)) {
            land(orderId, nanoTime, end);
        }
    }

    void ended(String orderId, long nanoTime) {
        if (halves.putIfAbsent(orderId, new Half.End(nanoTime)) instanceof Half.Begin(var begin)) {
            land(orderId, begin, nanoTime);
        }
    }

    private void land(String orderId, long begin, long end) {
        if (halves.remove(orderId) != null) {
            underWay.decrementAndGet();
            landed.add(new Flight(begin, end));
            onEnd.run();
        }
    }

    /** Begun, and not ended. */
    public long underWay() {
        return underWay.get();
    }

    /** Those that ended in that span of time (System.nanoTime). */
    public Percentiles landedBetween(long from, long to) {
        return Percentiles.of(landed.stream()
                .filter(flight -> flight.end() >= from && flight.end() < to)
                .mapToLong(Flight::nanos));
    }
}
