package dev.tandem.scenarios.choreography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Charge;
import java.util.List;

/** Guide, 'Choreography-Based Sagas', 'Compensation Flow': two react to one event. */
public final class ChoreographyInventoryFails implements Story {

    @Override
    public String name() {
        return "choreography-inventory-fails";
    }

    @Override
    public String about() {
        return "Too few phones: payment and order hear of it, each undoes its own, and neither waits for the other.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var wanted = Math.toIntExact(shop.stock("phone").onHand() + 1);
        stage.tell("carol orders %d phones, one more than there are, and pays by card".formatted(wanted));

        var receipt = shop.placeAndWait(
                Basket.of("carol").with("phone", wanted).paidByCard("tok_visa").choreographed());

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("OUT_OF_STOCK");
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.charges(receipt.orderId())).singleElement().matches(Charge::wasMade, "charged once");
        assertThat(shop.payments(receipt.orderId()))
                .singleElement()
                .satisfies(payment -> assertThat(payment.refunds()).hasSize(1));
        var flow = stage.awaitFlow(receipt.orderId(), "is complete", it -> it.isCompleteWith(5));
        assertThat(flow.eventNames())
                .startsWith("OrderCreated", "PaymentCompleted", "InventoryReservationFailed")
                .contains("PaymentRefunded", "OrderCancelled")
                .hasSize(5);
        stage.tell(String.join(" -> ", flow.eventNames()));
    }
}
