package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Saga;
import java.math.BigDecimal;
import java.util.List;

/** Guide, 'Orchestration-Based Sagas': the flow in which nothing goes wrong. */
public final class SagaConfirmed implements Story {

    @Override
    public String name() {
        return "saga-confirmed";
    }

    @Override
    public String about() {
        return "Four services carry an order out, one after the other, under the orchestrator.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var before = shop.balance("alice");
        stage.tell("alice orders a laptop and two books, to be paid from her wallet");

        var receipt = shop.placeAndWait(Basket.of("alice").with("laptop", 1).with("book", 2));

        assertThat(receipt.httpStatus()).isEqualTo(201);
        var order = shop.order(receipt.orderId());
        assertThat(order.status()).isEqualTo("CONFIRMED");
        assertThat(order.total()).isEqualByComparingTo("1250.00");
        assertThat(before.subtract(shop.balance("alice")))
                .as("what her wallet gave")
                .isGreaterThanOrEqualTo(new BigDecimal("1250.00")); // others may shop at the same time
        stage.checkSettled(List.of(order.orderId()));
        stage.tell("it is confirmed: 1250.00 paid, reserved and on its way");

        var saga = stage.awaitSagaEnd(order.orderId());
        assertThat(saga.status()).isEqualTo("COMPLETED");
        assertThat(saga.steps())
                .extracting(Saga.Step::name)
                .containsExactly(
                        "create-order",
                        "process-payment",
                        "reserve-inventory",
                        "create-shipment",
                        "confirm-inventory",
                        "confirm-order");
        stage.tell("saga %s has taken its six steps, and undone none".formatted(saga.sagaId()));
    }
}
