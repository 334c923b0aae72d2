package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Core Principles: Time travel'. */
public final class TimeTravel implements Story {

    @Override
    public String name() {
        return "time-travel";
    }

    @Override
    public String about() {
        return "What a stream was on New Year's Day, and what it was before its last change.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "user-" + UUID.randomUUID();
        journal.append(
                stream,
                Event.of("UserRegistered", Map.of("email", "alice@example.com", "status", "UNVERIFIED"))
                        .at(Instant.parse("2025-12-30T10:00:00Z")),
                Event.of("EmailVerified", Map.of("status", "ACTIVE")).at(Instant.parse("2026-01-02T10:00:00Z")),
                Event.of("EmailChanged", Map.of("email", "alice.smith@example.com"))
                        .at(Instant.parse("2026-02-06T10:00:00Z")));

        var newYear = journal.state(stream, "asOf=2026-01-01T00:00:00Z");
        var second = journal.state(stream, "version=2");
        var now = journal.state(stream);

        stage.tell("on New Year's Day: " + newYear.state());
        stage.tell("at version 2:      " + second.state());
        stage.tell("now:               " + now.state());
        assertThat(newYear.state().path("status").asText()).isEqualTo("UNVERIFIED");
        assertThat(second.state().path("status").asText()).isEqualTo("ACTIVE");
        assertThat(second.state().path("email").asText()).isEqualTo("alice@example.com");
        assertThat(now.state().path("email").asText()).isEqualTo("alice.smith@example.com");
    }
}
