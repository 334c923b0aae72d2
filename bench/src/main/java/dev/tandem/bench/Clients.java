package dev.tandem.bench;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/** So many at a time, each on a thread of its own. */
final class Clients {

    private Clients() {}

    /** What each measured, put together. */
    static long[] run(int count, IntFunction<Callable<long[]>> client) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<long[]>>();
            for (var number = 0; number < count; number++) {
                running.add(threads.submit(client.apply(number)));
            }
            var all = LongStream.empty();
            for (var one : running) {
                all = LongStream.concat(all, LongStream.of(one.get()));
            }
            return all.toArray();
        }
    }
}
