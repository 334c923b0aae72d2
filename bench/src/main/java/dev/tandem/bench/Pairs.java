package dev.tandem.bench;

import dev.tandem.locks.LockBackend;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/** Clients that take and give back locks that nobody else wants. */
final class Pairs {

    /** Keys of one client, one after the other: some come back soon, as in life. */
    private static final int KEYS = 100;

    private static final Duration TTL = Duration.ofSeconds(30);

    private final LockBackend backend;
    private final int clients;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    Pairs(LockBackend backend, int clients) {
        this.backend = backend;
        this.clients = clients;
    }

    /** @param times of one acquisition with its release */
    record Result(int clients, double perSecond, Percentiles times) {}

    Result measure(Duration duration) throws Exception {
        var begin = System.nanoTime();
        var end = begin + duration.toNanos();
        var times = Clients.run(clients, number -> client(number, end));
        var seconds = (System.nanoTime() - begin) / 1e9;
        return new Result(clients, times.length / seconds, Percentiles.of(LongStream.of(times)));
    }

    private Callable<long[]> client(int number, long end) {
        return () -> {
            var times = LongStream.builder();
            for (var i = 0; System.nanoTime() < end; i++) {
                var key = "bench:%s:%d:%d".formatted(run, number, i % KEYS);
                var begin = System.nanoTime();
                var grant = backend.acquire(key, "bench", TTL, Duration.ZERO)
                        .orElseThrow(() -> new IllegalStateException(key + " is held by somebody"));
                if (!backend.release(grant)) {
                    throw new IllegalStateException(key + " was lost");
                }
                times.add(System.nanoTime() - begin);
            }
            return times.build().toArray();
        };
    }
}
