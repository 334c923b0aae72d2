package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.util.List;

/** Guide, 'Request Body Mismatch': a key stands for one request; how its JSON is written does not matter. */
public final class IdempotencyBodyMismatch implements Story {

    @Override
    public String name() {
        return "idempotency-body-mismatch";
    }

    @Override
    public String about() {
        return "The same key with another body is refused with 422, and changes nothing.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("hasty");
        var key = PersistentClient.newKey();
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");

        var first = client.order(key, basket);
        var other = client.order(key, basket.with("book", 1));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.problem()).isEqualTo("idempotency-key-reused");
        stage.tell("one sticker was ordered; a sticker and a book under the same key: 422 " + other.problem());

        assertThat(client.order(key, basket).replayed()).isTrue();
        stage.awaitEnd(first.orderId());
        assertThat(shop.orders(customer)).hasSize(1);
        stage.tell("the first request is still answered as before, and there is one order");
        stage.checkSettled(List.of(first.orderId()));
    }
}
