package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Saga;
import java.util.List;
import java.util.UUID;

/** Guide, 'Challenges with compensations', problem 2: a compensation can fail, and is retried until it is done. */
public final class SagaCompensationRetried implements Story {

    private static final String RELEASED = "inventory.after-release";

    @Override
    public String name() {
        return "saga-compensation-retried";
    }

    @Override
    public String about() {
        return "Goods cannot be given back at the first attempts: asked again with growing pauses, they are, and the rest follows.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.pause("shipping-service");
        var orderId = shop.place(Basket.of("dave").with("book", 2).shippedTo("AQ"));
        awaitAtShipment(stage, orderId);
        shop.fail("inventory-service", RELEASED, orderId);
        stage.tell("inventory fails whenever it gives this order's books back");
        try {
            stage.resume("shipping-service");
            stage.awaitSaga(orderId, "has tried to undo the reservation twice", saga -> undoing(saga) >= 2);
            assertThat(shop.order(orderId).status()).isEqualTo("PENDING");
        } finally {
            shop.healFaults("inventory-service");
        }
        stage.tell("two attempts at undoing the reservation are over; now it works");

        var saga = stage.awaitSagaEnd(orderId);
        assertThat(saga.status()).isEqualTo("COMPENSATED");
        assertThat(undoing(saga)).isGreaterThanOrEqualTo(2);
        stage.checkSettled(List.of(orderId));
        stage.tell("given back once, after %d attempts; then refunded and cancelled".formatted(undoing(saga)));
    }

    private static void awaitAtShipment(Stage stage, UUID orderId) {
        stage.awaitSaga(orderId, "is at create-shipment", saga -> "create-shipment".equals(saga.currentStep()));
    }

    private static int undoing(Saga saga) {
        return saga.step("reserve-inventory").attemptsAtUndoing();
    }
}
