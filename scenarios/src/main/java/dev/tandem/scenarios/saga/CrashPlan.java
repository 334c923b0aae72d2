package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Crowd;
import dev.tandem.scenarios.Crowd.Wish;
import dev.tandem.scenarios.shop.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who dies where while which orders are under way. The same seed makes the same plan.
 *
 * @param crashes a crash in each service
 */
record CrashPlan(long seed, Map<String, Fault> crashes, List<Wish> orders) {

    private static final int ORDERS = 6;

    private static final List<String> OF_MESSAGES =
            List.of("inbox.before-commit", "inbox.after-commit", "inbox.before-publish", "inbox.after-publish");

    private static final List<String> OF_AN_OUTBOX = List.of("outbox.before-publish", "outbox.after-publish");

    /** Sorted, so that a plan depends on nothing but its seed. */
    private static final Map<String, List<String>> POINTS = new LinkedHashMap<>();

    static {
        POINTS.put(
                "order-service", both(OF_AN_OUTBOX, "order.after-create", "order.after-confirm", "order.after-cancel"));
        POINTS.put(
                "payment-service",
                both(
                        OF_AN_OUTBOX,
                        "payment.before-charge",
                        "payment.after-charge",
                        "payment.before-refund",
                        "payment.after-refund"));
        POINTS.put(
                "inventory-service",
                both(List.of(), "inventory.after-reserve", "inventory.after-confirm", "inventory.after-release"));
        POINTS.put("shipping-service", both(List.of(), "shipping.after-create"));
        POINTS.put(
                "saga-orchestrator", both(List.of(), "saga.after-load", "saga.before-persist", "saga.after-persist"));
    }

    static CrashPlan of(long seed) {
        var random = new Random(seed);
        var crashes = new LinkedHashMap<String, Fault>();
        POINTS.forEach((service, points) -> {
            var point = points.get(random.nextInt(points.size()));
            crashes.put(service, Fault.crashAt(point).skipping(random.nextInt(hitsExpectedAt(point))));
        });
        // A stretch of the crowd: every tenth of them wants what cannot be done, so most plans have somebody to turn
        // back.
        var first = random.nextInt(10_000);
        var orders = Stream.iterate(first, number -> number + 3)
                .limit(ORDERS)
                .map(Crowd::wish)
                .toList();
        return new CrashPlan(seed, crashes, orders);
    }

    /** Few orders are refused, so points on the way back are reached seldom; those of messages at every step. */
    private static int hitsExpectedAt(String point) {
        return switch (point) {
            case "order.after-cancel", "payment.before-refund", "payment.after-refund", "inventory.after-release" -> 1;
            default -> point.startsWith("saga.") || point.startsWith("inbox.") ? 2 * ORDERS : ORDERS - 1;
        };
    }

    private static List<String> both(List<String> some, String... own) {
        return Stream.of(OF_MESSAGES, some, List.of(own)).flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
        return crashes.entrySet().stream()
                .map(crash -> crash.getKey() + " at " + crash.getValue().point() + " after "
                        + crash.getValue().skip())
                .collect(Collectors.joining(", "));
    }
}
