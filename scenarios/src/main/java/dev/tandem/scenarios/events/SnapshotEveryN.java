package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Journal.Event;
import dev.tandem.scenarios.shop.Journal.Snapshot;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Guide, 'Snapshotting: Event Count Threshold'. */
public final class SnapshotEveryN implements Story {

    @Override
    public String name() {
        return "snapshot-every-n";
    }

    @Override
    public String about() {
        return "Every ten events there is a snapshot, also when a batch of seven jumps over the ten.";
    }

    @Override
    public void play(Stage stage) {
        stage.restartWith("event-store-service", Map.of("TANDEM_EVENTS_SNAPSHOTS_EVERY", "10"));
        var journal = stage.shop().journal();
        var stream = "counted-" + UUID.randomUUID();
        grow(journal, stream, 28);
        var snapshots = journal.snapshots(stream);
        stage.tell("batches of seven: snapshots at %s"
                .formatted(snapshots.stream().map(Snapshot::version).toList()));
        assertThat(snapshots).extracting(Snapshot::version).containsExactly(21, 14);
        assertThat(journal.state(stream).snapshotVersion()).isEqualTo(21);
        assertThat(journal.state(stream).version()).isEqualTo(28);
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
