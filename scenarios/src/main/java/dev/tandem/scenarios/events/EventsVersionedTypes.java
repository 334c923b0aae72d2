package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import dev.tandem.scenarios.shop.Journal.Recorded;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Event Schema Evolution: Versioned Events'. */
public final class EventsVersionedTypes implements Story {

    @Override
    public String name() {
        return "events-versioned-types";
    }

    @Override
    public String about() {
        return "Events of one type in two forms stand side by side, each with its version, and are read as one.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "versions-" + UUID.randomUUID();
        journal.append(
                stream, Event.of("CustomerRegistered", Map.of("customerId", "alice-" + stream, "name", "Alice")));
        journal.append(
                stream,
                Event.of("CustomerRegistered", Map.of("customerId", "bob-" + stream, "name", "Bob", "segment", "GOLD"))
                        .version(2));

        var events = journal.events(stream);

        events.forEach(event -> stage.tell("version %d: %s".formatted(event.storedSchemaVersion(), event.data())));
        assertThat(events).extracting(Recorded::storedSchemaVersion).containsExactly(1, 2);
        assertThat(events).extracting(Recorded::schemaVersion).containsOnly(2);
        assertThat(events)
                .extracting(event -> event.data().path("segment").asText())
                .containsExactly("STANDARD", "GOLD");
    }
}
