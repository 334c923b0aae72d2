package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Saga;
import java.util.List;
import java.util.UUID;

/** Guide, 'Compensating Transactions': what was done is undone as business, by records of its own, if it still can be. */
public final class SagaCancelConfirmedOrder implements Story {

    @Override
    public String name() {
        return "saga-cancel-confirmed-order";
    }

    @Override
    public String about() {
        return "A confirmed order is undone by a saga of its own, unless the carrier has the parcel: then nothing is touched.";
    }

    @Override
    public void play(Stage stage) {
        inTime(stage);
        tooLate(stage);
    }

    private static void inTime(Stage stage) {
        var shop = stage.shop();
        var orderId = confirmed(stage, Basket.of("alice").with("headphones", 1).paidByCard("tok_visa"));

        assertThat(shop.cancel(orderId)).isEqualTo(202);
        assertThat(shop.cancel(orderId)).as("asked again").isEqualTo(202);

        var saga = stage.awaitCancellationEnd(orderId);
        assertThat(saga.status()).isEqualTo("COMPLETED");
        assertThat(saga.steps())
                .extracting(Saga.Step::name)
                .containsExactly("cancel-shipment", "release-inventory", "refund-payment", "cancel-order");
        var order = shop.order(orderId);
        assertThat(order.status()).isEqualTo("CANCELLED");
        assertThat(order.reason()).isEqualTo("CUSTOMER_REQUEST");
        stage.checkSettled(List.of(orderId));
        assertThat(shop.payments(orderId))
                .singleElement()
                .matches(payment -> payment.status().equals("REFUNDED"));
        stage.tell("alice's order was confirmed, and is undone: parcel, goods, money and order, each with its record");
    }

    private static void tooLate(Stage stage) {
        var shop = stage.shop();
        var orderId = confirmed(stage, Basket.of("bob").with("book", 1));
        shop.handOver(shop.shipments(orderId).getFirst().shipmentId());

        assertThat(shop.cancel(orderId)).isEqualTo(202);

        var saga = stage.awaitCancellationEnd(orderId);
        assertThat(saga.status()).isEqualTo("FAILED");
        assertThat(saga.reason()).isEqualTo("SHIPMENT_HANDED_OVER");
        assertThat(shop.order(orderId).isConfirmed()).isTrue();
        stage.checkSettled(List.of(orderId));
        stage.tell("bob's parcel is with the carrier: his order stays confirmed, and nothing was touched");
    }

    private static UUID confirmed(Stage stage, Basket basket) {
        var receipt = stage.shop().placeAndWait(basket);
        assertThat(receipt.httpStatus()).isEqualTo(201);
        stage.awaitSagaEnd(receipt.orderId());
        return receipt.orderId();
    }
}
