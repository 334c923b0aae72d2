package dev.tandem.scenarios.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import java.util.List;

/**
 * Guide, 'Message Queue Processing': a worker dies with the work done and the message not acknowledged; the next one
 * gets it again, finds it in the inbox, and only sends the answer.
 */
public final class IdempotencyRedeliveredMessage implements Story {

    @Override
    public String name() {
        return "idempotency-redelivered-message";
    }

    @Override
    public String about() {
        return "payment-service dies after the work and before the acknowledgement: the message comes again, the work is not done again.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.arm("payment-service", Fault.crashAt("inbox.after-commit"));
        var order = shop.place(Basket.of("alice").with("book", 2));
        stage.tell("order %s is placed; payment-service will die with the payment committed and the message open"
                .formatted(order));
        stage.awaitDeath("payment-service");
        stage.start("payment-service");

        assertThat(stage.awaitEnd(order).isConfirmed()).isTrue();
        stage.awaitSagaEnd(order);
        assertThat(shop.payments(order))
                .singleElement()
                .satisfies(payment -> assertThat(payment.isInForce()).isTrue());
        stage.tell("the message came again and found its work done: one payment, and the order is confirmed");
        stage.checkSettled(List.of(order));
    }
}
