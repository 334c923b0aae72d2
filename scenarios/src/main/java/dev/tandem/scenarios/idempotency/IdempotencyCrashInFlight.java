package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import dev.tandem.scenarios.shop.Unanswered;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A process dies after the charge and before the answer. Its claim has a lease; who asks again after that takes over
 * the order that was placed, instead of placing another.
 */
public final class IdempotencyCrashInFlight implements Story {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "idempotency-crash-in-flight";
    }

    @Override
    public String about() {
        return "kill -9 of order-service between the charge and the answer, then the same request again: one order, one charge, 201.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("cut-short");
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");
        var key = PersistentClient.newKey();

        stage.pause("inventory-service"); // so that the charge is made and the order cannot end
        var first = CompletableFuture.supplyAsync(() -> client.orderAndWait(key, basket));
        var order = await("the order is placed")
                .atMost(PATIENCE)
                .until(() -> shop.orders(customer), orders -> !orders.isEmpty())
                .getFirst()
                .orderId();
        await("the card is charged")
                .atMost(PATIENCE)
                .until(() -> shop.charges(order).stream().anyMatch(charge -> charge.wasMade()));
        stage.tell("the card is charged for order %s, and its customer waits".formatted(order));
        stage.kill("order-service");
        assertThatThrownBy(first::join).hasCauseInstanceOf(Unanswered.class);
        stage.resume("inventory-service");
        stage.start("order-service");

        var repeat = await("the dead process's lease ends")
                .atMost(PATIENCE)
                .until(() -> client.orderAndWait(key, basket), reply -> reply.status() != 409);
        stage.tell("the same request again: %d, order %s".formatted(repeat.status(), repeat.text("orderId")));
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.orderId()).isEqualTo(order);
        assertThat(shop.orders(customer)).hasSize(1);
        assertThat(shop.charges(order)).filteredOn(charge -> charge.wasMade()).hasSize(1);
        stage.tell("one order, one charge");
        stage.checkSettled(List.of(order));
    }
}
