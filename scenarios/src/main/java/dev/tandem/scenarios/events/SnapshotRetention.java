package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import dev.tandem.scenarios.shop.Journal.Snapshot;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Snapshot Deletion Policy'. */
public final class SnapshotRetention implements Story {

    @Override
    public String name() {
        return "snapshot-retention";
    }

    @Override
    public String about() {
        return "The newest three are kept; a damaged one is not believed, and costs nothing but time.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "kept-" + UUID.randomUUID();
        for (var i = 1; i <= 5; i++) {
            journal.append(stream, Event.of("Counted", Map.of("last", i)));
            journal.snapshot(stream);
        }
        assertThat(journal.snapshots(stream)).extracting(Snapshot::version).containsExactly(5, 4, 3);
        stage.tell("five snapshots, of which 5, 4 and 3 are left");

        damage(stage, stream);
        var state = journal.state(stream);
        stage.tell("the newest two say now that the last was 1000; the state begins at %d and says %s"
                .formatted(state.snapshotVersion(), state.state()));
        assertThat(state.state().path("last").asInt()).isEqualTo(5);
    }

    private static void damage(Stage stage, String stream) {
        try (var database = stage.connect("events");
                var statement = database.prepareStatement(
                        "UPDATE snapshot SET state = '{\"fields\":{\"last\":1000},\"lastType\":\"Counted\"}'"
                                + " WHERE version >= 4 AND stream_id = ?")) {
            statement.setString(1, stream);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AssertionError("the snapshots could not be damaged", e);
        }
    }
}
