package dev.tandem.scenarios.choreography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Flow;
import java.util.List;

/** Guide, 'Choreography-Based Sagas': difficult to debug, unless somebody keeps a trace. */
public final class ChoreographyTrace implements Story {

    @Override
    public String name() {
        return "choreography-trace";
    }

    @Override
    public String about() {
        return "Where is my order? Told by somebody who only listens, also while a service does not answer.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.pause("shipping-service");
        var choreographed = shop.place(Basket.of("alice").with("book", 1).choreographed());
        var orchestrated = shop.place(Basket.of("bob").with("book", 1));

        for (var orderId : List.of(choreographed, orchestrated)) {
            var flow = stage.awaitFlow(
                    orderId,
                    "waits for shipping-service",
                    it -> it.waitsFor("shipping-service") && it.events().size() == 3);
            assertThat(flow.eventNames()).containsExactly("OrderCreated", "PaymentCompleted", "InventoryReserved");
            assertThat(flow.waitsFor()).singleElement().satisfies(awaited -> {
                assertThat(awaited.anyOf()).containsExactly("ShipmentCreated", "ShipmentFailed");
                assertThat(awaited.since()).isEqualTo(flow.events().getLast().occurredAt());
            });
            stage.tell("%s, and waits for %s since %s"
                    .formatted(
                            String.join(" -> ", flow.eventNames()),
                            flow.waitsFor().getFirst().service(),
                            flow.waitsFor().getFirst().since()));
        }

        stage.resume("shipping-service");
        for (var orderId : List.of(choreographed, orchestrated)) {
            assertThat(stage.awaitEnd(orderId).isConfirmed()).isTrue();
            var flow = stage.awaitFlow(orderId, "is complete", it -> it.isCompleteWith(6));
            assertThat(flow.eventNames()).endsWith("InventoryReservationConfirmed", "OrderConfirmed");
            assertThat(flow.events()).extracting(Flow.Event::occurredAt).isSorted();
        }
        stage.tell("both are complete: one that nobody conducted, and one under the orchestrator");
    }
}
