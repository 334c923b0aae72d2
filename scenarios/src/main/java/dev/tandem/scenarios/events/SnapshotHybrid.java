package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Guide, 'Snapshotting: Hybrid'. */
public final class SnapshotHybrid implements Story {

    @Override
    public String name() {
        return "snapshot-hybrid";
    }

    @Override
    public String about() {
        return "By number or by age, whichever comes first.";
    }

    @Override
    public void play(Stage stage) {
        stage.restartWith(
                "event-store-service",
                Map.of(
                        "TANDEM_EVENTS_SNAPSHOTS_EVERY", "10",
                        "TANDEM_EVENTS_SNAPSHOTS_AGE", "30s",
                        "TANDEM_EVENTS_SNAPSHOTS_INTERVAL", "1s"));
        var journal = stage.shop().journal();
        var busy = "busy-" + UUID.randomUUID();
        var quiet = "quiet-" + UUID.randomUUID();
        grow(journal, busy, 14);
        journal.append(quiet, Event.of("Counted", Map.of("last", 1)));
        assertThat(journal.snapshots(busy)).isNotEmpty();
        stage.tell("the busy stream had its snapshot with its fourteenth event");
        stage.awaitThat(
                "the quiet stream has its snapshot",
                () -> !journal.snapshots(quiet).isEmpty());
        stage.tell("the quiet one has it by age");
    }

    private static void grow(Journal journal, String stream, int events) {
        for (var left = events; left > 0; left -= 7) {
            journal.append(
                    stream,
                    IntStream.range(0, Math.min(7, left))
                            .mapToObj(i -> Event.of("Counted", Map.of("last", i)))
                            .toArray(Event[]::new));
        }
    }
}
