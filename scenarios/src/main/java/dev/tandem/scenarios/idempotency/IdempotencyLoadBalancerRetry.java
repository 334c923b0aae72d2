package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.PersistentClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Guide, 'Load Balancer Retries': the first instance is slow, the load balancer sends the request to the second, and
 * both would place the order. The key is in the database that they share.
 */
public final class IdempotencyLoadBalancerRetry implements Story {

    private static final String SECOND = "order-service-2";
    private static final Duration SLOW = Duration.ofSeconds(4);

    @Override
    public String name() {
        return "idempotency-load-balancer-retry";
    }

    @Override
    public String about() {
        return "A request is sent to a second order-service while the first is slow with it: one order, and both give the same answer.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        stage.start(SECOND);
        var customer = shop.register("balanced");
        var basket = Basket.of(customer).with("sticker", 2).paidByCard("tok_visa");
        var key = PersistentClient.newKey();
        stage.arm("order-service", Fault.delayAt("order.after-create", SLOW));

        var first = CompletableFuture.supplyAsync(() -> client.order(key, basket));
        stage.tell("order-service takes %d s for the order".formatted(SLOW.toSeconds()));
        stage.pass(Duration.ofSeconds(1));
        stage.tell("the load balancer does not wait so long and asks " + SECOND);
        var second = await("the second instance has an answer")
                .atMost(Duration.ofMinutes(1))
                .until(() -> client.orderAt(SECOND, key, basket), reply -> reply.status() != 409);

        assertThat(second.status()).isEqualTo(202);
        assertThat(first.join().orderId()).isEqualTo(second.orderId());
        assertThat(List.of(first.join().replayed(), second.replayed())).containsExactlyInAnyOrder(true, false);
        stage.awaitEnd(second.orderId());
        assertThat(shop.orders(customer)).hasSize(1);
        stage.tell("both answered with order %s; there is no other".formatted(second.orderId()));
        stage.checkSettled(List.of(second.orderId()));
    }
}
