package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import dev.tandem.scenarios.shop.Journal.Snapshot;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Snapshotting: Periodic Snapshots'. */
public final class SnapshotByAge implements Story {

    @Override
    public String name() {
        return "snapshot-by-age";
    }

    @Override
    public String about() {
        return "A job makes snapshots of active streams whose last one is too old.";
    }

    @Override
    public void play(Stage stage) {
        stage.restartWith(
                "event-store-service",
                Map.of("TANDEM_EVENTS_SNAPSHOTS_AGE", "5s", "TANDEM_EVENTS_SNAPSHOTS_INTERVAL", "1s"));
        var journal = stage.shop().journal();
        var stream = "aged-" + UUID.randomUUID();
        journal.append(stream, Event.of("Counted", Map.of("last", 1)));
        stage.awaitThat(
                "the job makes a snapshot", () -> journal.snapshots(stream).size() == 1);
        stage.tell("one event is far from a thousand, and the job has made a snapshot all the same");
        assertThat(journal.snapshots(stream)).extracting(Snapshot::version).containsExactly(1);
    }
}
