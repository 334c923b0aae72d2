package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import dev.tandem.scenarios.shop.Journal.Recorded;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Event Schema Evolution: Copy-and-Replace'. */
public final class EventsCopyAndReplace implements Story {

    @Override
    public String name() {
        return "events-copy-and-replace";
    }

    @Override
    public String about() {
        return "What changes its meaning becomes a new type beside the old one; both are understood.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "replaced-" + UUID.randomUUID();
        journal.append(stream, Event.of("TemperatureMeasured", Map.of("fahrenheit", 68)));
        journal.append(stream, Event.of("AmbientTemperatureMeasured", Map.of("celsius", 21)));

        var celsius = journal.events(stream).stream()
                .map(EventsCopyAndReplace::celsius)
                .toList();

        stage.tell("one handler for each type: %s degrees".formatted(celsius));
        assertThat(celsius).containsExactly(20, 21);
    }

    private static int celsius(Recorded event) {
        return switch (event.type()) {
            case "TemperatureMeasured" -> (event.data().path("fahrenheit").asInt() - 32) * 5 / 9;
            case "AmbientTemperatureMeasured" -> event.data().path("celsius").asInt();
            default -> throw new AssertionError("a hole in history: " + event);
        };
    }
}
