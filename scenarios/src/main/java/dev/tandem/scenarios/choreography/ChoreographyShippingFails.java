package dev.tandem.scenarios.choreography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Flow;
import java.util.List;

/** Guide, 'Choreography-Based Sagas': the last one fails, and each event makes the one before undo its part. */
public final class ChoreographyShippingFails implements Story {

    @Override
    public String name() {
        return "choreography-shipping-fails";
    }

    @Override
    public String about() {
        return "Nobody ships to the south pole: the failure flows back the way it came, and everything is undone in reverse.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.tell("dave orders headphones to Antarctica");

        var receipt = shop.placeAndWait(
                Basket.of("dave").with("headphones", 1).shippedTo("AQ").choreographed());

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.reservations(receipt.orderId())).singleElement().satisfies(reservation -> {
            assertThat(reservation.status()).isEqualTo("RELEASED");
            assertThat(reservation.lines()).as("what was set aside").hasSize(1);
        });
        var flow = stage.awaitFlow(receipt.orderId(), "is complete", it -> it.isCompleteWith(7));
        assertThat(flow.eventNames())
                .containsExactly(
                        "OrderCreated",
                        "PaymentCompleted",
                        "InventoryReserved",
                        "ShipmentFailed",
                        "InventoryReleased",
                        "PaymentRefunded",
                        "OrderCancelled");
        assertThat(flow.events().stream().skip(3).map(Flow.Event::reason)).containsOnly("UNDELIVERABLE_ADDRESS");
        stage.tell(String.join(" -> ", flow.eventNames()));
    }
}
