package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.PersistentClient;
import dev.tandem.scenarios.shop.Unanswered;
import java.util.List;

/** Guide, 'Failed Operations': a permanent error is an answer like any other, a transient one frees the key. */
public final class IdempotencyErrors implements Story {

    @Override
    public String name() {
        return "idempotency-permanent-and-transient-errors";
    }

    @Override
    public String about() {
        return "A declined card is replayed; a failure of the service frees the key, and so does a request that was refused as mistaken.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("unlucky");

        var declinedKey = PersistentClient.newKey();
        var declined = client.orderAndWait(
                declinedKey, Basket.of(customer).with("book", 1).paidByCard("tok_declined"));
        assertThat(declined.status()).isEqualTo(409);
        assertThat(declined.text("reason")).isEqualTo("PAYMENT_DECLINED");
        var again = client.orderAndWait(
                declinedKey, Basket.of(customer).with("book", 1).paidByCard("tok_declined"));
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(declined.body());
        stage.tell("permanent: 409 PAYMENT_DECLINED, and the same for the repeat, without another order");

        var mendedKey = PersistentClient.newKey();
        assertThat(client.order(mendedKey, Basket.of(customer).with("unicorn", 1))
                        .status())
                .isEqualTo(400);
        var mended = client.order(mendedKey, Basket.of(customer).with("book", 1).paidByCard("tok_visa"));
        assertThat(mended.status()).isEqualTo(202);
        stage.tell("mistaken: 400 for a unicorn, and the mended request is accepted under the same key");

        var brokenKey = PersistentClient.newKey();
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_visa");
        stage.arm("order-service", Fault.crashAt("order.after-create"));
        assertThatThrownBy(() -> client.order(brokenKey, basket)).isInstanceOf(Unanswered.class);
        stage.awaitDeath("order-service");
        stage.start("order-service");
        var recovered = client.order(brokenKey, basket);
        assertThat(recovered.status()).isEqualTo(202);
        assertThat(recovered.replayed()).isFalse();
        stage.tell("transient: the service failed with the order half written; the repeat is carried out");

        stage.awaitEnd(List.of(mended.orderId(), recovered.orderId()));
        assertThat(shop.orders(customer)).hasSize(3);
        stage.checkSettled(List.of(declined.orderId(), mended.orderId(), recovered.orderId()));
    }
}
