package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
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
        journal.append(stream, Event.of("UserRegistered", Map.of("email", "alice@example.com")));
        journal.append(stream, Event.of("UserRegistered", Map.of("email", "bob@example.com", "name", "Bob")));

        var names = journal.events(stream).stream()
                .map(event -> event.data().path("name").asText("(unknown)"))
                .toList();

        stage.tell("an old reader passes the name over, a new one reads " + names);
        assertThat(names).containsExactly("(unknown)", "Bob");
    }
}
