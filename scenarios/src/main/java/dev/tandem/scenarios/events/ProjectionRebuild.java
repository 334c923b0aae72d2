package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.sql.SQLException;

/** Guide, 'Rebuilding Projections'. */
public final class ProjectionRebuild implements Story {

    @Override
    public String name() {
        return "projection-rebuild";
    }

    @Override
    public String about() {
        return "A view that somebody has damaged is made anew beside itself while orders flow, and nobody is told anything twice.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var journal = shop.journal();
        var before = journal.projection("customer-activity").generation();
        try (var traffic = stage.traffic(20)) {
            damage(stage, before);
            stage.tell("every action of generation %d says 'Damaged'".formatted(before));

            assertThat(journal.tell("customer-activity", "rebuild")).isEqualTo(202);
            stage.awaitThat(
                    "the new one is read",
                    () -> journal.projection("customer-activity").generation() > before);
            traffic.awaitAllAccepted();
            traffic.checkAllEndWell();
        }
        stage.awaitThat(
                "it has caught up",
                () -> journal.projection("customer-activity").lag() == 0);
        var actions = journal.view("customers/alice/activity").path("items").findValuesAsText("action");
        stage.tell("generation %d is read: %d actions of alice, none damaged"
                .formatted(journal.projection("customer-activity").generation(), actions.size()));
        assertThat(actions).doesNotContain("Damaged");
    }

    private static void damage(Stage stage, int generation) {
        try (var database = stage.connect("events");
                var statement = database.createStatement()) {
            statement.execute("UPDATE view_customer_activity_%d.activity SET action = 'Damaged'".formatted(generation));
        } catch (SQLException e) {
            throw new AssertionError("the view could not be damaged", e);
        }
    }
}
