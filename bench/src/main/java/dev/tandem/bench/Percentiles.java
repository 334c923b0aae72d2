package dev.tandem.bench;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Times in the order of their length; exact, because a run's few hundred thousand fit in memory. */
public final class Percentiles {

    private final long[] sorted;

    private Percentiles(long[] sorted) {
        this.sorted = sorted;
    }

    public static Percentiles of(LongStream nanos) {
        var all = nanos.toArray();
        Arrays.sort(all);
        return new Percentiles(all);
    }

    /**
     * The time within which that share of all was done (nearest rank).
     *
     * @param percent above 0, up to 100
     * @return milliseconds; NaN if nothing was measured
     */
    public double millis(double percent) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        var rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }

    public int count() {
        return sorted.length;
    }
}
