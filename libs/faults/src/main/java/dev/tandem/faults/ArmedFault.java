package dev.tandem.faults;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A fault that waits for its hit. */
final class ArmedFault {

    private final Fault fault;

    /** Hits of its subject so far: the order in which threads count is the order in which they came. */
    private final AtomicInteger hits = new AtomicInteger();

    ArmedFault(Fault fault) {
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }

    /** Counts a hit, and says whether it is one of those that were meant. */
    boolean strikes(@Nullable Object subject) {
        if (fault.subject() != null && (subject == null || !fault.subject().equals(subject.toString()))) {
            return false;
        }
        var hit = hits.incrementAndGet();
        return hit > fault.skip() && hit <= fault.skip() + fault.times();
    }

    View view() {
        var counted = hits.get();
        return new View(
                fault.point().id(),
                fault.action(),
                fault.subject(),
                fault.skip(),
                fault.times(),
                fault.delay(),
                Math.clamp(counted - fault.skip(), 0, fault.times()));
    }

    /**
     * How it is shown.
     *
     * @param fired how often it has struck
     */
    record View(
            String point,
            FaultAction action,
            @Nullable String subject,
            int skip,
            int times,
            @Nullable Duration delay,
            int fired) {}
}
