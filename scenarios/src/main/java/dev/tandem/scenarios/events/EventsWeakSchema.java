package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Event Schema Evolution: Weak Schema'. */
public final class EventsWeakSchema implements Story {

    @Override
    public String name() {
        return "events-weak-schema";
    }

    @Override
    public String about() {
        return "A field that came later may be missing: whoever reads has a default for it.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "weak-" + UUID.randomUUID();
        var before = order();
        var today = new HashMap<>(before);
        today.put("sagaDefinition", "order-fulfillment-reserve-first");
        journal.append(stream, Event.of("OrderCreated", before));
        journal.append(stream, Event.of("OrderCreated", today));

        var definitions = journal.events(stream).stream()
                .map(event -> event.data().path("sagaDefinition").asText("(whichever was usual)"))
                .toList();

        stage.tell("an old reader passes the definition over, a new one reads " + definitions);
        assertThat(definitions).containsExactly("(whichever was usual)", "order-fulfillment-reserve-first");
    }

    /** What was told of an order before it could name the saga that carries it out. */
    private static Map<String, Object> order() {
        return Map.of(
                "orderId",
                UUID.randomUUID(),
                "customerId",
                "weak-" + UUID.randomUUID(),
                "items",
                List.of(Map.of("sku", "book", "quantity", 1, "unitPrice", 25)),
                "total",
                25,
                "currency",
                "EUR",
                "payment",
                Map.of("method", "wallet"),
                "shippingAddress",
                Map.of("name", "A", "street", "B 1", "city", "C", "postalCode", "10115", "country", "DE"),
                "coordination",
                "saga-orchestrated");
    }
}
