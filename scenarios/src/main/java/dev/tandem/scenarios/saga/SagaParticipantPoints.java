package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Crowd.Wish;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import java.util.List;

/**
 * Guide, 'At-Least-Once with Idempotency': between any two steps of a participant lies a crash that one of the mechanisms is
 * for. An order passes a point of each participant, and each dies there; so does an order that is turned back.
 */
public final class SagaParticipantPoints implements Story {

    @Override
    public String name() {
        return "saga-participant-points";
    }

    @Override
    public String about() {
        return "Every participant dies at each of its named points on the way of one order: it ends as if nothing had happened.";
    }

    @Override
    public void play(Stage stage) {
        var basket = Basket.of("alice").with("book", 1).paidByCard("tok_visa");
        var possible = new Wish(basket, null);
        var undeliverable = new Wish(basket.shippedTo("AQ"), "UNDELIVERABLE_ADDRESS");
        // Each round: a point of every participant that an order comes to.
        crash(
                stage,
                possible,
                "order.after-confirm",
                "payment.before-charge",
                "inventory.after-reserve",
                "shipping.after-create");
        crash(
                stage,
                possible,
                "outbox.before-publish@order-service",
                "payment.after-charge",
                "inventory.after-confirm",
                "inbox.before-commit@shipping-service");
        crash(
                stage,
                possible,
                "outbox.after-publish@order-service",
                "outbox.before-publish@payment-service",
                "inbox.after-commit@inventory-service",
                "inbox.after-publish@shipping-service");
        crash(
                stage,
                undeliverable,
                "order.after-cancel",
                "payment.before-refund",
                "inventory.after-release",
                "inbox.after-commit@shipping-service");
        crash(
                stage,
                undeliverable,
                "inbox.after-commit@order-service",
                "payment.after-refund",
                "inbox.before-commit@inventory-service",
                "inbox.before-publish@shipping-service");
    }

    /** An order on whose way every participant dies once. */
    private static void crash(Stage stage, Wish wish, String... points) {
        for (var point : points) {
            stage.awaitAllSent(serviceOf(point)); // of the order before
            stage.arm(serviceOf(point), Fault.crashAt(point.replaceFirst("@.*", "")));
        }
        try (var revival = stage.reviving();
                var traffic = stage.traffic(List.of(wish))) {
            traffic.checkAllEndWell();
            stage.checkSettled(traffic.accepted());
            revival.awaitDeaths(points.length);
        }
        stage.tell("all died, at %s, and it is %s nevertheless".formatted(String.join(", ", points), wish.expected()));
    }

    /** A point is named after its service, or that is said behind it: {@code inbox.after-commit@payment-service}. */
    private static String serviceOf(String point) {
        var at = point.indexOf('@');
        return at < 0 ? point.substring(0, point.indexOf('.')) + "-service" : point.substring(at + 1);
    }
}
