package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Guide, 'At-Least-Once with Idempotency = Exactly-Once': clients that repeat, a broker that delivers again and
 * processes that die, all at once.
 */
public final class ExactlyOnceEffects implements Story {

    private static final int ORDERS = 20;

    @Override
    public String name() {
        return "exactly-once-effects";
    }

    @Override
    public String about() {
        return "Every request is sent three times, payment-service is killed on the way, every message is delivered again: each order once.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("exactly-once");
        var orders = new ArrayList<UUID>();
        for (var i = 0; i < ORDERS; i++) {
            var key = PersistentClient.newKey();
            var basket = Basket.of(customer).with("sticker", 1 + i % 3).paidByCard("tok_visa");
            var answers = List.of(client.order(key, basket), client.order(key, basket), client.order(key, basket));
            assertThat(answers.stream().map(answer -> answer.orderId()).distinct())
                    .hasSize(1);
            orders.add(answers.getFirst().orderId());
            if (i == ORDERS / 2) {
                stage.kill("payment-service");
            }
        }
        stage.tell("%d requests for %d orders".formatted(3 * ORDERS, ORDERS));
        stage.start("payment-service");
        assertThat(stage.awaitEnd(orders))
                .allSatisfy(order -> assertThat(order.isConfirmed()).isTrue());
        orders.forEach(stage::awaitSagaEnd);
        var again = stage.redelivery().of(orders, new Random(stage.options().seed()), false);
        stage.tell("%d messages delivered again".formatted(again));

        assertThat(shop.orders(customer)).hasSize(ORDERS);
        assertThat(orders)
                .allSatisfy(order -> assertThat(shop.charges(order))
                        .filteredOn(charge -> charge.wasMade())
                        .hasSize(1));
        stage.tell("%d orders, each charged, reserved and shipped once".formatted(ORDERS));
        stage.checkSettled(orders);
    }
}
