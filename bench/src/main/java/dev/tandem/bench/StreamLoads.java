package dev.tandem.bench;

import dev.tandem.eventsourcing.Append;
import dev.tandem.eventsourcing.Expected;
import dev.tandem.eventsourcing.Fold;
import dev.tandem.eventsourcing.SnapshotPolicy;
import dev.tandem.eventsourcing.StreamStates;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** How long it takes to have a long stream's state, from its events and from a snapshot. */
final class StreamLoads {

    private static final int[] LENGTHS = {1_000, 10_000};
    private static final int LOADS = 50;

    /** What happened since the snapshot. */
    private static final int SINCE = 100;

    private final EventDatabase database;
    private final StreamStates<Balance> states;

    /** The state: what its events add up to. */
    record Balance(long amount, int events) {}

    StreamLoads(EventDatabase database) {
        this.database = database;
        var fold = new Fold<>(
                Balance.class,
                1,
                new Balance(0, 0),
                (balance, event) -> new Balance(
                        balance.amount() + event.data().path("amount").asLong(), balance.events() + 1));
        this.states = new StreamStates<>(database.reader(), database.snapshots(), fold, SnapshotPolicy.never(), 3);
    }

    void measure() {
        System.out.printf(
                "%nLoading a stream, in a log of %,d events%n",
                database.reader().head());
        for (var length : LENGTHS) {
            var stream = "account-" + length;
            append(stream, length - SINCE);
            append(stream, SINCE);
            tell(length, "from its events", load(stream, length));
            states.snapshot(stream);
            append(stream, SINCE);
            tell(length + SINCE, "from a snapshot and %d events".formatted(SINCE), load(stream, length + SINCE));
        }
    }

    private void append(String stream, int events) {
        database.store()
                .append(new Append(
                        stream,
                        new Expected.Any(),
                        IntStream.range(0, events)
                                .mapToObj(i -> EventWriter.event("Benched"))
                                .toList()));
    }

    private Percentiles load(String stream, int expected) {
        var times = LongStream.builder();
        for (var i = 0; i < 2 * LOADS; i++) {
            var before = System.nanoTime();
            var loaded = states.load(stream);
            var after = System.nanoTime();
            if (loaded.state().events() != expected) {
                throw new IllegalStateException("%s has %s".formatted(stream, loaded));
            }
            if (i >= LOADS) { // the first half warms up
                times.add(after - before);
            }
        }
        return Percentiles.of(times.build());
    }

    private static void tell(int length, String way, Percentiles times) {
        System.out.printf(
                "  %,6d events, %-30s median %.2f ms, 99 %% %.2f ms%n",
                length, way, times.millis(50), times.millis(99));
    }
}
