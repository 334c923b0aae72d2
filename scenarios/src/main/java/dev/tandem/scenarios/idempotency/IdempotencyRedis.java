package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.Extra;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Guide, pattern 3, 'Distributed Cache', with what the guide leaves out: each write names its owner, or an attempt whose
 * claim ran out would overwrite the answer of a later one.
 */
public final class IdempotencyRedis implements Story {

    private static final int TIMES = 50;

    @Override
    public String name() {
        return "idempotency-redis";
    }

    @Override
    public String about() {
        return "order-service keeps its keys in Redis (./tandem up --with redis): fifty times the same order is one order.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.REDIS);
    }

    @Override
    public void play(Stage stage) {
        var redis = "redis://" + stage.addressWithin(Extra.REDIS.parts().getFirst());
        stage.restartWith(
                "order-service", Map.of("TANDEM_IDEMPOTENCY_STORE", "redis", "TANDEM_IDEMPOTENCY_REDISURL", redis));
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("cached");
        var key = PersistentClient.newKey();
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");

        var replies = client.orderAtOnce(TIMES, key, basket);
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isIn(201, 409));
        var first = replies.stream()
                .filter(reply -> reply.status() == 201)
                .findFirst()
                .orElseThrow();
        var repeat = client.orderAndWait(key, basket);
        assertThat(repeat.replayed()).isTrue();
        assertThat(repeat.body()).isEqualTo(first.body());
        assertThat(shop.orders(customer)).hasSize(1);
        stage.tell("%d times the same request: one order, and a repeat gets its answer from Redis".formatted(TIMES));

        assertThat(client.order(key, basket.with("book", 1)).status()).isEqualTo(422);
        stage.tell("the same key for something else: 422");
        stage.checkSettled(List.of(first.orderId()));
    }
}
