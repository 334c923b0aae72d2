package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Revival;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Unanswered;
import java.util.Set;
import java.util.UUID;

/**
 * Crashes of the projector at generated points: for each seed it dies once while it follows the log and once while it makes
 * a view anew, orders being under way all the time. Somebody reads the views meanwhile; in the end they are compared with
 * the log.
 */
public final class ProjectionsCrashPoints implements Story {

    private static final String STORE = "event-store-service";
    private static final Set<String> END = Set.of("OrderConfirmed", "OrderCancelled");
    private static final int PAGE = 500;

    @Override
    public String name() {
        return "projections-crash-points";
    }

    @Override
    public String about() {
        return "The event store dies between view, checkpoint and swap (--seed, --count): no view counts twice, none is read half built.";
    }

    @Override
    public void play(Stage stage) {
        var options = stage.options();
        try (var onlooker = Onlooker.on(stage);
                var revival = stage.reviving()) {
            for (var seed = options.seed(); seed < options.seed() + options.count(); seed++) {
                play(stage, ProjectorCrashPlan.of(seed), revival, onlooker);
            }
            stage.tell("%d crashes in %d seeds; all views were read %d times, each time whole"
                    .formatted(revival.died().size(), options.count(), onlooker.looks()));
        }
    }

    private static void play(Stage stage, ProjectorCrashPlan plan, Revival revival, Onlooker onlooker) {
        stage.tell("seed %d: %s".formatted(plan.seed(), plan));
        try {
            awaitViews(stage);
            var journal = stage.shop().journal();
            var begin = journal.projection("transactions").position();
            var sold = Onlooker.sold(journal);
            checkOrders(stage, dieFollowing(stage, plan, revival));
            checkOrders(stage, dieRebuilding(stage, plan, revival));
            var confirmed = confirmedBeyond(begin, journal);
            assertThat(Onlooker.sold(journal) - sold)
                    .as("orders in daily sales, and in the log")
                    .isEqualTo(confirmed);
            assertThat(journal.violations()).isEmpty();
            onlooker.looks();
            stage.tell("%d confirmed orders are in the log, and counted once; views equal a fresh replay"
                    .formatted(confirmed));
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed %d fails: %s%nAgain: ./tandem scenario run projections-crash-points --seed %d --count 1"
                            .formatted(plan.seed(), e.getMessage(), plan.seed()),
                    e);
        }
    }

    private static Set<UUID> dieFollowing(Stage stage, ProjectorCrashPlan plan, Revival revival) {
        var deaths = revival.died().size() + 1;
        stage.arm(STORE, plan.following());
        try (var traffic = stage.traffic(plan.orders())) {
            revival.awaitDeaths(deaths);
            traffic.checkAllEndWell();
            return traffic.accepted();
        }
    }

    private static Set<UUID> dieRebuilding(Stage stage, ProjectorCrashPlan plan, Revival revival) {
        var deaths = revival.died().size() + 1;
        var journal = stage.shop().journal();
        var next = journal.projection(plan.view()).generation() + 1;
        stage.arm(STORE, plan.rebuilding());
        try (var traffic = stage.traffic(plan.orders())) {
            begin(stage, plan.view());
            revival.awaitDeaths(deaths);
            stage.awaitThat(
                    "generation %d of %s is read".formatted(next, plan.view()),
                    () -> journal.projection(plan.view()).generation() == next);
            traffic.checkAllEndWell();
            return traffic.accepted();
        }
    }

    private static void begin(Stage stage, String view) {
        try {
            assertThat(stage.shop().journal().tell(view, "rebuild")).isEqualTo(202);
        } catch (Unanswered e) {
            stage.tell("it died before it could say that it begins");
        }
    }

    /** Their view says of orders that have ended what order-service says. */
    private static void checkOrders(Stage stage, Set<UUID> orders) {
        var shop = stage.shop();
        var journal = shop.journal();
        stage.awaitThat(
                "the store has heard of the end of all",
                () -> orders.stream()
                        .allMatch(orderId -> END.contains(
                                journal.events("order-" + orderId).getLast().type())));
        awaitViews(stage);
        orders.forEach(orderId -> assertThat(
                        journal.view("orders/" + orderId).path("status").asText())
                .isEqualTo(shop.order(orderId).status()));
    }

    /** Waits until every view has everything; one that stands still never has. */
    static void awaitViews(Stage stage) {
        stage.awaitThat(
                "all views have caught up",
                () -> stage.shop().journal().projections().stream()
                        .allMatch(projection ->
                                projection.lag() == 0 && projection.status().equals("RUNNING")));
    }

    private static long confirmedBeyond(long position, Journal journal) {
        var confirmed = 0L;
        var after = position;
        while (true) {
            var page = journal.log(after, PAGE);
            confirmed += page.stream()
                    .filter(event -> event.type().equals("OrderConfirmed"))
                    .count();
            if (page.size() < PAGE) {
                return confirmed;
            }
            after = page.getLast().position();
        }
    }
}
