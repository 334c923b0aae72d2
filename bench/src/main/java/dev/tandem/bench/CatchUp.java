package dev.tandem.bench;

import dev.tandem.eventsourcing.GroupedAppends;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A follower that begins at the log's beginning while others write: how soon it has caught up, and stays so. */
final class CatchUp {

    private static final int WRITERS = 8;
    private static final int PAGE = 1_000;

    private final EventDatabase database;

    CatchUp(EventDatabase database) {
        this.database = database;
    }

    /** @param seconds until it had seen all that there was; NaN if it never had */
    private record Followed(long events, double seconds, long largestLag) {}

    void measure(Duration duration) throws Exception {
        var behind = database.reader().head();
        var writing = new AtomicBoolean(true);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var appends = new GroupedAppends(database.store())) {
            var follower = threads.submit(() -> follow(writing));
            var written = Rate.of(
                    Stream.generate(EventWriter::new)
                            .limit(WRITERS)
                            .<Rate.Deed>map(writer -> () -> writer.append(appends, 1))
                            .toList(),
                    duration);
            writing.set(false);
            var followed = follower.get();
            System.out.printf(
                    "%nA follower that begins %,d events behind, while %d writers append %,.0f a second%n",
                    behind, WRITERS, written.perSecond());
            System.out.printf(
                    "  has caught up after %.2f s, at %,.0f events a second, and is never more than %,d behind after that; saw %,d of %,d%n",
                    followed.seconds(),
                    behind / followed.seconds(),
                    followed.largestLag(),
                    followed.events(),
                    database.reader().head());
        }
    }

    private Followed follow(AtomicBoolean writing) {
        var reader = database.reader();
        var begin = System.nanoTime();
        var position = 0L;
        var seconds = Double.NaN;
        var largestLag = 0L;
        while (writing.get() || position < reader.head()) {
            var page = reader.after(position, PAGE);
            if (page.isEmpty()) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                continue;
            }
            if (page.getFirst().position() != position + 1) {
                throw new IllegalStateException("missed what lies behind " + position);
            }
            position = page.getLast().position();
            var lag = reader.head() - position;
            if (Double.isNaN(seconds) && lag < PAGE) {
                seconds = (System.nanoTime() - begin) / 1e9;
            } else if (!Double.isNaN(seconds)) {
                largestLag = Math.max(largestLag, lag);
            }
        }
        return new Followed(position, seconds, largestLag);
    }
}
