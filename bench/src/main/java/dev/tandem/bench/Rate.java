package dev.tandem.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;

/**
 * How often something can be done.
 *
 * @param perSecond by all clients together
 */
public record Rate(double perSecond, Percentiles times) {

    /** What one client does again and again. */
    public interface Deed {
        void carryOut() throws Exception;
    }

    /** Lets every client do its deed for so long, as often as it can. */
    public static Rate of(List<? extends Deed> clients, Duration duration) throws InterruptedException {
        var begin = System.nanoTime();
        var end = begin + duration.toNanos();
        try (var threads = Executors.newFixedThreadPool(clients.size())) {
            var work = clients.stream()
                    .<Callable<List<Long>>>map(client -> () -> repeat(client, end))
                    .toList();
            var times = LongStream.builder();
            for (var client : threads.invokeAll(work)) {
                client.get().forEach(times::add);
            }
            var all = Percentiles.of(times.build());
            return new Rate(all.count() / ((System.nanoTime() - begin) / 1e9), all);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client failed", e.getCause());
        }
    }

    private static List<Long> repeat(Deed deed, long end) throws Exception {
        var times = new ArrayList<Long>();
        for (var before = System.nanoTime(); before < end; ) {
            deed.carryOut();
            var after = System.nanoTime();
            times.add(after - before);
            before = after;
        }
        return times;
    }
}
