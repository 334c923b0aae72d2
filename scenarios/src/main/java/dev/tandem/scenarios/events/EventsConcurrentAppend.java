package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Event Store Design: Optimistic Concurrency Control'. */
public final class EventsConcurrentAppend implements Story {

    @Override
    public String name() {
        return "events-concurrent-append";
    }

    @Override
    public String about() {
        return "Two decide on the same version; one is told so, loads, decides again, and neither is lost.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "user-" + UUID.randomUUID();
        journal.append(stream, Event.of("UserRegistered", Map.of("email", "alice@example.com")));
        var seen = journal.state(stream).version();

        var one = journal.appendAt(seen, stream, Event.of("EmailVerified", Map.of("status", "ACTIVE")));
        var other = Event.of("NameChanged", Map.of("name", "Alice"));
        var late = journal.appendAt(seen, stream, other);
        stage.tell("both saw version %d: one is answered %d, the other %d with the actual version %d"
                .formatted(
                        seen,
                        one.status(),
                        late.status(),
                        late.body().path("currentVersion").asInt()));
        assertThat(one.status()).isEqualTo(201);
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.body().path("currentVersion").asInt()).isEqualTo(seen + 1);

        assertThat(journal.appendAt(seen + 1, stream, other).status()).isEqualTo(201);
        var state = journal.state(stream).state();
        stage.tell("it loads again and appends: " + state);
        assertThat(state.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(state.path("name").asText()).isEqualTo("Alice");
    }
}
