package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/** Guide, 'Saga Execution Coordinator': 30 seconds per step, and what nobody answered is asked again. */
public final class SagaStepTimeout implements Story {

    @Override
    public String name() {
        return "saga-step-timeout";
    }

    @Override
    public String about() {
        return "Nobody answers a step for half a minute: it is asked again, and carried out once when somebody is back.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.pause("shipping-service");
        var orderId = shop.place(Basket.of("carol").with("book", 1));

        stage.awaitSaga(
                orderId,
                "has asked for the shipment twice",
                saga -> saga.step("create-shipment").attempts() >= 2);
        assertThat(shop.order(orderId).status()).isEqualTo("PENDING");
        stage.tell("shipping did not answer within 30 s and is asked a second time; the order waits");

        stage.resume("shipping-service");
        assertThat(stage.awaitEnd(orderId).isConfirmed()).isTrue();
        var saga = stage.awaitSagaEnd(orderId);
        assertThat(saga.has("TIMED_OUT")).isTrue();
        assertThat(saga.has("ASKED_AGAIN")).isTrue();
        assertThat(shop.shipments(orderId)).as("asked twice, sent once").hasSize(1);
        stage.checkSettled(List.of(orderId));
        stage.tell("confirmed: it heard both questions, gave the same answer to both, and packed one parcel");
    }
}
