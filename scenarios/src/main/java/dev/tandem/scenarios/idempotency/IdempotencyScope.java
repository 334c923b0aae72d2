package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.time.Duration;
import java.util.List;

/** Guide, 'Idempotency Key Best Practices', scope: callers make their keys without knowing of each other. */
public final class IdempotencyScope implements Story {

    @Override
    public String name() {
        return "idempotency-scope";
    }

    @Override
    public String about() {
        return "Two customers use the same key, and one of them for two endpoints: none gets another's answer.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var one = shop.register("scope");
        var other = shop.register("scope");
        var key = PersistentClient.newKey();

        var first = client.order(key, Basket.of(one).with("sticker", 1).paidByCard("tok_visa"));
        var second = client.order(key, Basket.of(other).with("sticker", 1).paidByCard("tok_visa"));
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.replayed()).isFalse();
        assertThat(second.orderId()).isNotEqualTo(first.orderId());
        stage.tell("two customers, one key: orders %s and %s".formatted(first.orderId(), second.orderId()));

        var deposit = await("the wallet is there")
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.deposit(key, one, "10.00"), reply -> reply.status() != 404);
        assertThat(deposit.status()).isEqualTo(201);
        assertThat(deposit.replayed()).isFalse();
        assertThat(client.deposit(key, one, "10.00").replayed()).isTrue();
        stage.tell("the same key for a deposit: a deposit, and its repeat is the deposit's");
        stage.awaitEnd(List.of(first.orderId(), second.orderId()));
        stage.checkSettled(List.of(first.orderId(), second.orderId()));
    }
}
