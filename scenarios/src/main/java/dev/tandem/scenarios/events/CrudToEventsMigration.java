package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Journal.Event;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Guide, 'Migration Path: From CRUD to Event Sourcing'. */
public final class CrudToEventsMigration implements Story {

    @Override
    public String name() {
        return "crud-to-events-migration";
    }

    @Override
    public String about() {
        return "A table of profiles becomes a history in five phases, compared at each; then the table is gone.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var run = UUID.randomUUID().toString();
        try (var table = LegacyProfiles.create(stage)) {
            table.put("carol", "carol@example.com"); // there before anybody thought of events

            // 1: write to both. What the table knows already is told as an event of its own, once.
            table.all().forEach((name, email) -> append(journal, run, "ProfileImported", name, email));
            table.put("alice", "alice@example.com");
            append(journal, run, "ProfileCreated", "alice", "alice@example.com");
            table.put("alice", "alice.smith@example.com");
            append(journal, run, "EmailChanged", "alice", "alice.smith@example.com");
            assertThat(journal.events(stream(run, "alice"))).hasSize(2);
            stage.tell("1  events beside the table: the table forgot alice's first address, the events did not");

            // 2: a read model from events alone.
            assertThat(fromEvents(journal, run, List.of("alice", "carol"))).isEqualTo(table.all());
            stage.tell("2  made of events alone, and compared: " + table.all());

            // 3: reads go to the read model, the table is the backup. Both are still written, and still agree.
            table.put("bob", "bob@example.com");
            append(journal, run, "ProfileCreated", "bob", "bob@example.com");
            assertThat(fromEvents(journal, run, List.of("alice", "bob", "carol")))
                    .isEqualTo(table.all());
            stage.tell("3  read from events; the table would say the same");

            // 4: events are primary. The table is filled from them, for those who still read it.
            append(journal, run, "EmailChanged", "bob", "robert@example.com");
            table.replaceWith(fromEvents(journal, run, List.of("alice", "bob", "carol")));
            assertThat(table.all()).containsEntry("bob", "robert@example.com");
            stage.tell("4  written to events only; the table follows");

            // 5: the table goes.
            var last = table.all();
            table.drop();
            assertThat(fromEvents(journal, run, List.of("alice", "bob", "carol")))
                    .isEqualTo(last);
            stage.tell("5  without the table: " + last);
        } catch (SQLException e) {
            throw new AssertionError("the legacy database did not play along", e);
        }
    }

    private static void append(Journal journal, String run, String type, String name, String email) {
        var event = Event.of(type, Map.of("name", name, "email", email));
        assertThat(journal.append(stream(run, name), event).status()).isEqualTo(201);
    }

    private static Map<String, String> fromEvents(Journal journal, String run, List<String> names) {
        var profiles = new TreeMap<String, String>();
        names.forEach(name -> profiles.put(
                name, journal.state(stream(run, name)).state().path("email").asText()));
        return profiles;
    }

    private static String stream(String run, String name) {
        return "profile-%s-%s".formatted(run, name);
    }
}
