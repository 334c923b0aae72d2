package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.PersistentClient;
import java.util.List;

/** Guide, 'Long-Running Operations': nobody is kept waiting; the answer says where to look, and so do its repeats. */
public final class IdempotencyLongRunning implements Story {

    @Override
    public String name() {
        return "idempotency-long-running";
    }

    @Override
    public String about() {
        return "An order that takes seconds is accepted at once with a status address; a repeat gets the same address.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var client = shop.persistentClient();
        var customer = shop.register("patient");
        var key = PersistentClient.newKey();
        var basket = Basket.of(customer).with("sticker", 1).paidByCard("tok_slow");

        var first = client.order(key, basket);
        assertThat(first.status()).isEqualTo(202);
        stage.tell("202, to be followed at " + first.text("statusUrl"));
        var repeat = client.order(key, basket);
        assertThat(repeat.status()).isEqualTo(202);
        assertThat(repeat.replayed()).isTrue();
        assertThat(repeat.body()).isEqualTo(first.body());
        stage.tell("asked again while the card is slow: the same 202, and nothing is begun anew");

        assertThat(stage.awaitEnd(first.orderId()).isConfirmed()).isTrue();
        assertThat(shop.orders(customer)).hasSize(1);
        assertThat(shop.charges(first.orderId()))
                .filteredOn(charge -> charge.wasMade())
                .hasSize(1);
        stage.tell("the status address says CONFIRMED; one order, one charge");
        stage.checkSettled(List.of(first.orderId()));
    }
}
