package dev.tandem.scenarios.events;

import dev.tandem.scenarios.Crowd;
import dev.tandem.scenarios.Crowd.Wish;
import dev.tandem.scenarios.shop.Fault;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Where the projector dies: once while it follows the log, and once while it makes the same view anew. The same seed makes
 * the same plan. Points and views take turns: the first {@value #SEEDS_FOR_ALL} seeds leave no point out, the first
 * {@value #SEEDS_FOR_ALL_VIEWS} none with any view.
 */
record ProjectorCrashPlan(long seed, String view, Fault following, Fault rebuilding, List<Wish> orders) {

    static final int SEEDS_FOR_ALL = 4;
    static final int SEEDS_FOR_ALL_VIEWS = 20;

    private static final int ORDERS = 8;

    private static final List<String> VIEWS =
            List.of("daily-sales", "customer-activity", "orders", "transactions", "customer-orders");

    private static final List<String> FOLLOWING = List.of(
            "projection.after-apply", "projection.after-commit", "projection.before-commit", "projection.before-apply");

    private static final List<String> REBUILDING =
            List.of("rebuild.after-batch", "rebuild.before-commit", "rebuild.after-swap", "rebuild.before-swap");

    static ProjectorCrashPlan of(long seed) {
        var random = new Random(seed);
        var view = ofTurn(VIEWS, seed);
        // Orders come into several partitions, each with a batch of its own; a swap comes once.
        var following = Fault.crashAt(ofTurn(FOLLOWING, seed)).skipping(random.nextInt(2));
        var first = random.nextInt(10_000);
        return new ProjectorCrashPlan(
                seed,
                view,
                following.onlyFor(view),
                Fault.crashAt(ofTurn(REBUILDING, seed)).onlyFor(view),
                IntStream.range(first, first + ORDERS).mapToObj(Crowd::wish).toList());
    }

    private static String ofTurn(List<String> all, long seed) {
        return all.get((int) Math.floorMod(seed - 1, (long) all.size()));
    }

    @Override
    public String toString() {
        return "%s, %s and %s".formatted(view, following, rebuilding);
    }
}
