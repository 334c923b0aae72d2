package dev.tandem.lock.core;

import java.util.concurrent.atomic.LongAdder;

/** What became of wishes since the start of this replica. Thread-safe. */
public final class Tally {

    private final LongAdder granted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder abandoned = new LongAdder();

    void count(Acquisition acquisition) {
        var counter =
                switch (acquisition) {
                    case Acquisition.Granted _ -> granted;
                    case Acquisition.Refused _ -> refused;
                    case Acquisition.Abandoned _ -> abandoned;
                };
        counter.increment();
    }

    public long granted() {
        return granted.sum();
    }

    public long refused() {
        return refused.sum();
    }

    public long abandoned() {
        return abandoned.sum();
    }
}
