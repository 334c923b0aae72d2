package dev.tandem.scenarios.commit;

import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Revival;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;

/**
 * Crashes at generated points of both protocols: for each seed, the coordinator and all four participants are to die, each
 * at a point of its own, while orders are under way. All five at once, because bringing a service back is what takes the
 * time.
 */
public final class CommitCrashPoints implements Story {

    /** Orders that are placed at a time, each on rows of its own, so that they need not wait for each other. */
    private static final List<Basket> WAVE = List.of(
            Basket.of("alice").with("book", 1),
            Basket.of("bob").with("headphones", 1),
            Basket.of("carol").with("phone", 1),
            Basket.of("dave").with("sticker", 3));

    /** Who dies early keeps others from getting to their point, so more orders come. */
    private static final int MOST_WAVES = 4;

    @Override
    public String name() {
        return "commit-crash-points";
    }

    @Override
    public String about() {
        return "Coordinator and participants die at points that a seed chooses (--seed, --count), under both protocols: nothing stays in doubt, and all have what was decided.";
    }

    @Override
    public void play(Stage stage) {
        var options = stage.options();
        var hit = new ConcurrentSkipListSet<String>();
        for (var seed = options.seed(); seed < options.seed() + options.count(); seed++) {
            play(stage, CommitCrashPlan.of(seed), hit);
        }
        stage.tell("%d seeds, %d different crashes: %s".formatted(options.count(), hit.size(), String.join(", ", hit)));
    }

    private static void play(Stage stage, CommitCrashPlan plan, ConcurrentSkipListSet<String> hit) {
        stage.tell("seed %d: %s".formatted(plan.seed(), plan));
        var orders = new ConcurrentSkipListSet<UUID>();
        try (var revival = stage.reviving()) {
            plan.crashes().forEach(stage::arm);
            for (var wave = 0;
                    wave < MOST_WAVES && revival.died().size() < plan.crashes().size();
                    wave++) {
                place(Round.of(plan.protocol(), stage), orders);
            }
            awaitRevived(revival);
            stage.clearFaults();
            check(stage, plan, orders);
            revival.died().forEach(service -> hit.add(plan.describe(service)));
            stage.tell("%d of %d services came to their point and died; %d orders agree"
                    .formatted(revival.died().size(), plan.crashes().size(), orders.size()));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d fails: %s%nAgain: ./tandem scenario run commit-crash-points --seed %d --count 1"
                            .formatted(plan.seed(), e.getMessage(), plan.seed()),
                    e);
        }
    }

    private static void place(Round round, ConcurrentSkipListSet<UUID> orders) {
        try (var customers = Executors.newVirtualThreadPerTaskExecutor()) {
            WAVE.forEach(basket ->
                    customers.execute(() -> orders.add(round.place(basket).orderId())));
        }
    }

    /** Whoever died late is not back yet. */
    private static void awaitRevived(Revival revival) {
        await("all are back")
                .atMost(Duration.ofMinutes(4))
                .until(() -> revival.revived() >= revival.died().size());
    }

    private static void check(Stage stage, CommitCrashPlan plan, ConcurrentSkipListSet<UUID> orders) {
        var round = Round.of(plan.protocol(), stage);
        round.awaitPrepared(count -> count == 0);
        stage.awaitEnd(orders);
        orders.forEach(round::checkAgreed);
        stage.checkSettled(orders);
    }
}
