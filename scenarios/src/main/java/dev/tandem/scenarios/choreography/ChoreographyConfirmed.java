package dev.tandem.scenarios.choreography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/** Guide, 'Choreography-Based Sagas': the flow in which nothing goes wrong. */
public final class ChoreographyConfirmed implements Story {

    @Override
    public String name() {
        return "choreography-confirmed";
    }

    @Override
    public String about() {
        return "Four services carry an order out by reacting to each other's events, and nobody conducts them.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.tell("alice orders a laptop and two books, to be carried out by events alone");

        var receipt = shop.placeAndWait(
                Basket.of("alice").with("laptop", 1).with("book", 2).choreographed());

        assertThat(receipt.httpStatus()).isEqualTo(201);
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.saga(receipt.orderId()))
                .as("a saga of the orchestrator")
                .isEmpty();
        stage.tell("it is confirmed: paid, reserved and on its way, and the orchestrator never heard of it");

        var flow = stage.awaitFlow(receipt.orderId(), "is complete", it -> it.isCompleteWith(6));
        assertThat(flow.eventNames())
                .containsExactly(
                        "OrderCreated",
                        "PaymentCompleted",
                        "InventoryReserved",
                        "ShipmentCreated",
                        "InventoryReservationConfirmed",
                        "OrderConfirmed");
        stage.tell(String.join(" -> ", flow.eventNames()));
    }
}
