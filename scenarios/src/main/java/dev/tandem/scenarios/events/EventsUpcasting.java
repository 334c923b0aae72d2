package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Event Schema Evolution: Upcasting'. */
public final class EventsUpcasting implements Story {

    @Override
    public String name() {
        return "events-upcasting";
    }

    @Override
    public String about() {
        return "An event of years ago is read in today's form, and stays as it was written.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "upcast-" + UUID.randomUUID();
        journal.append(
                stream,
                Event.of(
                        "PaymentCompleted",
                        Map.of(
                                "orderId",
                                UUID.randomUUID(),
                                "paymentId",
                                UUID.randomUUID(),
                                "amount",
                                25,
                                "currency",
                                "EUR")));

        var event = journal.events(stream).getFirst();

        stage.tell("written as version %d, read as version %d: %s"
                .formatted(event.storedSchemaVersion(), event.schemaVersion(), event.data()));
        assertThat(event.storedSchemaVersion()).isEqualTo(1);
        assertThat(event.schemaVersion()).isEqualTo(3);
        assertThat(event.data().at("/paid/amount").asInt()).isEqualTo(25);
        assertThat(event.data().path("means").asText()).isEqualTo("UNKNOWN");
    }
}
