package dev.tandem.bench;

import dev.tandem.locks.LockBackend;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/** Clients who all want the same lock, hold it for no time, and queue up again. */
final class HandOffs {

    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final LockBackend backend;
    private final int clients;
    private final String key = "bench:" + UUID.randomUUID();

    /** Who has the lock writes it, so it needs no guard but the lock. */
    private volatile long givenBackAt;

    private volatile OptionalLong highestToken = OptionalLong.empty();
    private volatile long outOfOrder;

    HandOffs(LockBackend backend, int clients) {
        this.backend = backend;
        this.clients = clients;
    }

    /**
     * @param gaps from the moment at which one begins to give back until the next one has the lock
     * @param waits from asking to having
     * @param stale grants whose token was not higher than the one before
     */
    record Result(int clients, double perSecond, Percentiles gaps, Percentiles waits, long stale) {

        /** The longest wait, in medians: 1 would be perfectly fair. */
        double unfairness() {
            return waits.millis(100) / waits.millis(50);
        }
    }

    Result measure(Duration duration) throws Exception {
        givenBackAt = System.nanoTime();
        var begin = System.nanoTime();
        var end = begin + duration.toNanos();
        var measured = Clients.run(clients, _ -> client(end));
        var seconds = (System.nanoTime() - begin) / 1e9;
        var gaps = LongStream.range(0, measured.length / 2).map(i -> measured[(int) (2 * i)]);
        var waits = LongStream.range(0, measured.length / 2).map(i -> measured[(int) (2 * i + 1)]);
        return new Result(
                clients, measured.length / 2.0 / seconds, Percentiles.of(gaps), Percentiles.of(waits), outOfOrder);
    }

    private Callable<long[]> client(long end) {
        return () -> {
            var measured = LongStream.builder();
            while (System.nanoTime() < end) {
                var asked = System.nanoTime();
                var grant = backend.acquire(key, "bench", TTL, PATIENCE)
                        .orElseThrow(() -> new IllegalStateException("a minute was not enough"));
                var got = System.nanoTime();
                measured.add(got - givenBackAt).add(got - asked);
                check(grant.fencingToken());
                givenBackAt = System.nanoTime();
                backend.release(grant);
            }
            return measured.build().toArray();
        };
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the holder is alone: if not, that is what shows here
    private void check(OptionalLong token) {
        if (token.isPresent() && highestToken.isPresent() && token.getAsLong() <= highestToken.getAsLong()) {
            outOfOrder++;
        }
        highestToken = token;
    }
}
