package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.util.List;

/** Guide, 'Concurrent Requests with Same Key': the database decides who is first, the others wait a moment. */
public final class IdempotencyConcurrent implements Story {

    private static final int TIMES = 50;

    @Override
    public String name() {
        return "idempotency-concurrent";
    }

    @Override
    public String about() {
        return "Fifty times the same order at the same moment: one order, one charge, every answer the same 201 or a 409.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("nervous");
        var key = PersistentClient.newKey();

        var replies = client.orderAtOnce(
                TIMES, key, Basket.of(customer).with("sticker", 3).paidByCard("tok_visa"));

        var confirmed = replies.stream().filter(reply -> reply.status() == 201).toList();
        stage.tell("%d requests: %d times 201, of which %d replayed, and %d times 409"
                .formatted(
                        TIMES,
                        confirmed.size(),
                        confirmed.stream().filter(reply -> reply.replayed()).count(),
                        TIMES - confirmed.size()));
        assertThat(replies).allSatisfy(reply -> assertThat(reply.status()).isIn(201, 409));
        assertThat(confirmed.stream().map(reply -> reply.body()).distinct()).hasSize(1);
        assertThat(confirmed).filteredOn(reply -> !reply.replayed()).hasSize(1);
        var order = confirmed.getFirst().orderId();
        assertThat(shop.orders(customer)).hasSize(1);
        assertThat(shop.charges(order)).filteredOn(charge -> charge.wasMade()).hasSize(1);
        stage.tell("there is one order, and the card was charged once");
        stage.checkSettled(List.of(order));
    }
}
