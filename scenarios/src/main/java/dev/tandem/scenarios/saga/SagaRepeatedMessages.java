package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Order;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Guide, 'At-Least-Once with Idempotency': every command, reply and event once more and in any order. The inbox knows
 * those that come under their own id; those under a new one, as from a sender without a memory, meet the state that the
 * first ones left: an answered command is answered alike, a compensated one refused, a stale reply ignored.
 */
public final class SagaRepeatedMessages implements Story {

    @Override
    public String name() {
        return "saga-repeated-messages";
    }

    @Override
    public String about() {
        return "All messages of ended orders come again, shuffled, also under new ids: nothing changes any more.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var orders = List.of(
                shop.place(Basket.of("alice").with("book", 1).paidByCard("tok_visa")),
                shop.place(Basket.of("bob").with("book", 1)),
                shop.place(Basket.of("carol").with("book", 1).shippedTo("AQ")),
                shop.place(Basket.of("dave").with("phone", 10_000).paidByCard("tok_visa")));
        stage.awaitEnd(orders).forEach(order -> stage.awaitSagaEnd(order.orderId()));
        stage.checkSettled(orders);
        var before = orders.stream().map(shop::order).toList();
        stage.tell("two orders are confirmed, two were compensated");

        var random = new Random(stage.options().seed());
        again(stage, orders, before, random, false);
        again(stage, orders, before, random, true);
    }

    private static void again(Stage stage, List<UUID> orders, List<Order> before, Random random, boolean underNewIds) {
        var messages = stage.redelivery().of(orders, random, underNewIds);
        stage.tell(
                "%d messages came again in another order%s".formatted(messages, underNewIds ? ", with new ids" : ""));
        assertThat(orders.stream().map(stage.shop()::order)).containsExactlyElementsOf(before);
        stage.checkSettled(orders);
    }
}
