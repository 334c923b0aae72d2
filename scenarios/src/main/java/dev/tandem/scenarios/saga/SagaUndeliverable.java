package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Saga;
import java.util.List;

/** Guide, 'Orchestration-Based Sagas': the last step before the pivot refuses, so everything is undone, in reverse. */
public final class SagaUndeliverable implements Story {

    @Override
    public String name() {
        return "saga-undeliverable";
    }

    @Override
    public String about() {
        return "Nobody ships to the south pole: money and goods go back, in reverse order, and leave their records.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.tell("dave orders headphones to Antarctica");

        var receipt = shop.placeAndWait(Basket.of("dave").with("headphones", 1).shippedTo("AQ"));

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.payments(receipt.orderId()))
                .singleElement()
                .satisfies(payment -> assertThat(payment.status()).isEqualTo("REFUNDED"));
        assertThat(shop.reservations(receipt.orderId())).singleElement().satisfies(reservation -> {
            assertThat(reservation.status()).isEqualTo("RELEASED");
            assertThat(reservation.reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
            assertThat(reservation.lines()).as("what was set aside").hasSize(1);
        });

        var saga = stage.awaitSagaEnd(receipt.orderId());
        assertThat(saga.status()).isEqualTo("COMPENSATED");
        assertThat(saga.steps().stream().filter(SagaUndeliverable::isUndone))
                .extracting(Saga.Step::name)
                .containsExactly("create-order", "process-payment", "reserve-inventory");
        assertThat(shop.sagaForOperators(saga.sagaId())).isEqualTo(saga);
        stage.tell("409 UNDELIVERABLE_ADDRESS: released, refunded and cancelled, as records and not as deletions");
    }

    private static boolean isUndone(Saga.Step step) {
        var compensation = step.compensation();
        return compensation != null && compensation.status().equals("SUCCEEDED");
    }
}
