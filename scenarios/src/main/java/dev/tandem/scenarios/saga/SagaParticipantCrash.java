package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import java.util.List;

/** Semantics of the inbox: effect, answer and offset survive kill -9 at any moment, so every order ends as it should. */
public final class SagaParticipantCrash implements Story {

    private static final int ORDERS_EACH = 40;

    @Override
    public String name() {
        return "saga-participant-crash";
    }

    @Override
    public String about() {
        return "Each participant dies while orders flow, and at each named point: every order ends as if nothing had happened.";
    }

    @Override
    public void play(Stage stage) {
        killedInTurn(stage);
        var paid = Basket.of("alice").with("book", 1).paidByCard("tok_visa");
        var undeliverable = paid.shippedTo("AQ");
        // Each round: a point of every participant that an order comes to.
        crash(
                stage,
                paid,
                "CONFIRMED",
                "order.after-confirm",
                "payment.before-charge",
                "inventory.after-reserve",
                "shipping.after-create");
        crash(
                stage,
                paid,
                "CONFIRMED",
                "outbox.before-publish@order-service",
                "payment.after-charge",
                "inventory.after-confirm",
                "inbox.before-commit@shipping-service");
        crash(
                stage,
                paid,
                "CONFIRMED",
                "outbox.after-publish@order-service",
                "outbox.before-publish@payment-service",
                "inbox.after-commit@inventory-service",
                "inbox.after-publish@shipping-service");
        crash(
                stage,
                undeliverable,
                "CANCELLED",
                "order.after-cancel",
                "payment.before-refund",
                "inventory.after-release",
                "inbox.after-commit@shipping-service");
        crash(
                stage,
                undeliverable,
                "CANCELLED",
                "inbox.after-commit@order-service",
                "payment.after-refund",
                "inbox.before-commit@inventory-service",
                "inbox.before-publish@shipping-service");
    }

    /** An order on whose way every participant dies once. */
    private static void crash(Stage stage, Basket basket, String outcome, String... points) {
        for (var point : points) {
            var at = point.indexOf('@');
            if (at < 0) {
                stage.arm(point.substring(0, point.indexOf('.')) + "-service", Fault.crashAt(point));
            } else {
                stage.arm(point.substring(at + 1), Fault.crashAt(point.substring(0, at)));
            }
        }
        try (var revival = stage.reviving()) {
            var orderId = stage.shop().place(basket);
            assertThat(stage.awaitEnd(orderId).status()).isEqualTo(outcome);
            stage.awaitSagaEnd(orderId);
            stage.checkSettled(List.of(orderId));
            assertThat(revival.died()).as("each died at its point").hasSize(points.length);
        }
        stage.tell("all four died, at %s: the order is %s nevertheless".formatted(String.join(", ", points), outcome));
    }

    private static void killedInTurn(Stage stage) {
        for (var service : List.of("order-service", "payment-service", "inventory-service", "shipping-service")) {
            stage.tell("%d customers order".formatted(ORDERS_EACH));
            try (var traffic = stage.traffic(ORDERS_EACH)) {
                traffic.awaitAccepted(ORDERS_EACH / 4);
                stage.kill(service);
                stage.start(service);
                traffic.checkAllEndWell();
            }
        }
    }
}
