package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.PersistentClient;
import dev.tandem.scenarios.shop.Unanswered;
import java.util.List;

/**
 * Guide, pattern 2, 'Two-Phase Insert': record and work are one transaction. The guide would charge within it; a
 * charge is not rolled back with the record, so here it is a step of its own that carries a key.
 */
public final class IdempotencyRecordInTransaction implements Story {

    @Override
    public String name() {
        return "idempotency-record-in-transaction";
    }

    @Override
    public String about() {
        return "order-service dies before and after the commit of order and record: they are both not there, or both.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("atomic");
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");
        var key = PersistentClient.newKey();

        dies(stage, "order.after-create", () -> client.order(key, basket));
        assertThat(shop.orders(customer)).isEmpty();
        stage.tell("died before the commit: no order");
        var second = PersistentClient.newKey();
        dies(stage, "outbox.before-publish", () -> client.order(second, basket));
        assertThat(shop.orders(customer)).hasSize(1);
        stage.tell("died after the commit: the order is there");

        var placed = client.order(key, basket);
        assertThat(placed.replayed()).isFalse();
        var known = client.order(second, basket);
        assertThat(known.replayed()).isTrue();
        assertThat(known.orderId()).isNotEqualTo(placed.orderId());
        assertThat(shop.orders(customer)).hasSize(2);
        stage.tell("asked again: the first is placed now, the second is known and answered");
        var orders = List.of(placed.orderId(), known.orderId());
        stage.awaitEnd(orders);
        stage.checkSettled(orders);
    }

    private static void dies(Stage stage, String point, Runnable request) {
        stage.arm("order-service", Fault.crashAt(point));
        try {
            request.run(); // the answer may be quicker than the crash
        } catch (Unanswered nobodyThere) {
            stage.tell("no answer");
        }
        stage.awaitDeath("order-service");
        stage.start("order-service");
    }
}
