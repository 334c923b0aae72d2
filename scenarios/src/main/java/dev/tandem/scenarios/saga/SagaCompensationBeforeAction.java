package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Fault;
import java.time.Duration;
import java.util.List;

/**
 * Semantics of empty rollback and suspension: a compensation that overtakes its action finds nothing to undo, succeeds,
 * and leaves a tombstone that the action runs into.
 */
public final class SagaCompensationBeforeAction implements Story {

    private static final Duration HELD_UP = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "saga-compensation-before-action";
    }

    @Override
    public String about() {
        return "A command to reserve is overtaken by the one to release: nothing is reserved, then or later.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        // Its first message out is the command to pay, its second the one to reserve.
        stage.arm(
                "saga-orchestrator",
                Fault.delayAt("inbox.before-publish", HELD_UP).skipping(1));
        var available = shop.stock("book");
        var orderId = shop.place(Basket.of("bob").with("book", 3));
        var saga = stage.awaitSaga(
                orderId, "waits for its reservation", it -> "reserve-inventory".equals(it.currentStep()));
        stage.tell("the command to reserve is written, and held up on its way to the broker");

        assertThat(shop.instruct(saga.sagaId(), "compensate", "the customer has changed their mind"))
                .isEqualTo(202);
        stage.awaitSaga(orderId, "is compensating", it -> it.status().equals("COMPENSATING") || it.hasEnded());
        stage.tell("the command to release overtakes it");

        var order = stage.awaitEnd(orderId);
        assertThat(order.status()).isEqualTo("CANCELLED");
        stage.awaitSagaEnd(orderId);
        stage.checkSettled(List.of(orderId));
        assertThat(shop.reservations(orderId))
                .as("the tombstone that the late command ran into")
                .singleElement()
                .satisfies(reservation -> assertThat(reservation.isInForce()).isFalse());
        assertThat(shop.stock("book")).isEqualTo(available);
        stage.tell("the late command was refused: as many books are available as before");
    }
}
