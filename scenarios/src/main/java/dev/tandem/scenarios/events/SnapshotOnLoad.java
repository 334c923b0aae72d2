package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Guide, 'Snapshotting: On-Demand Snapshots'. */
public final class SnapshotOnLoad implements Story {

    @Override
    public String name() {
        return "snapshot-on-load";
    }

    @Override
    public String about() {
        return "Who had to replay many events leaves a snapshot for the next.";
    }

    @Override
    public void play(Stage stage) {
        stage.restartWith("event-store-service", Map.of("TANDEM_EVENTS_SNAPSHOTS_ONLOAD", "20"));
        var journal = stage.shop().journal();
        var stream = "loaded-" + UUID.randomUUID();
        grow(journal, stream, 21);
        assertThat(journal.snapshots(stream)).isEmpty();
        var first = journal.state(stream);
        var second = journal.state(stream);
        stage.tell("the first reader replayed %d events, the second began at the snapshot of version %d"
                .formatted(first.version() - first.snapshotVersion(), second.snapshotVersion()));
        assertThat(first.snapshotVersion()).isZero();
        assertThat(second.snapshotVersion()).isEqualTo(21);
        assertThat(second.state()).isEqualTo(first.state());
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
