package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;
import java.util.Random;

/**
 * Guide, pattern 1, 'Database-Level Idempotency': what may be there once has a unique constraint, and who loses the
 * race finds what is there. No record of requests is needed, and it holds for ever.
 */
public final class IdempotencyUniqueConstraint implements Story {

    @Override
    public String name() {
        return "idempotency-unique-constraint";
    }

    @Override
    public String about() {
        return "The same commands under new ids, which no inbox knows: an order has one payment, because the table takes no second.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var order = shop.place(Basket.of("bob").with("book", 1).paidByCard("tok_visa"));
        assertThat(stage.awaitEnd(order).isConfirmed()).isTrue();
        stage.awaitSagaEnd(order);
        var payment = shop.payments(order);
        assertThat(payment).hasSize(1);

        for (var i = 0; i < 3; i++) {
            var messages = stage.redelivery()
                    .of(List.of(order), new Random(stage.options().seed() + i), true);
            stage.tell("%d messages came again as new ones".formatted(messages));
        }
        assertThat(shop.payments(order)).isEqualTo(payment);
        assertThat(shop.charges(order)).filteredOn(charge -> charge.wasMade()).hasSize(1);
        stage.tell("the order still has its one payment, and the card was charged once");
        stage.checkSettled(List.of(order));
    }
}
