package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal.Event;
import dev.tandem.scenarios.shop.Journal.Recorded;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Guide, 'Event Sourcing: Overview'. */
public final class EventsAppendAndReplay implements Story {

    @Override
    public String name() {
        return "events-append-and-replay";
    }

    @Override
    public String about() {
        return "A balance is what its history makes it, a lost answer is asked for again, and nobody rewrites history.";
    }

    @Override
    public void play(Stage stage) {
        var journal = stage.shop().journal();
        var stream = "account-" + UUID.randomUUID();
        var deposit = Event.of("DepositMade", Map.of("amount", 500));
        journal.append(stream, deposit);
        journal.append(stream, Event.of("WithdrawalMade", Map.of("amount", 100)));
        journal.append(stream, Event.of("DepositMade", Map.of("amount", 600)));
        var balance = balance(journal.events(stream));
        stage.tell("deposit 500, withdraw 100, deposit 600: the replay makes %d".formatted(balance));
        assertThat(balance).isEqualTo(1000);

        var again = journal.append(stream, deposit);
        stage.tell("the first deposit sent again, as its answer was lost: %d, and version %d as the first time"
                .formatted(again.status(), again.body().path("version").asInt()));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("version").asInt()).isEqualTo(1);
        assertThat(balance(journal.events(stream))).isEqualTo(1000);

        assertThat(refusal(stage)).contains("permission denied");
        stage.tell("UPDATE event, by the service's own role: permission denied");
    }

    private static int balance(List<Recorded> history) {
        var balance = 0;
        for (var event : history) {
            var amount = event.data().path("amount").asInt();
            balance += event.type().equals("DepositMade") ? amount : -amount;
        }
        return balance;
    }

    private static String refusal(Stage stage) {
        try (var database = stage.connect("events");
                var statement = database.createStatement()) {
            statement.execute("SET ROLE events");
            statement.execute("UPDATE event SET data = '{}'");
            return "nobody objected";
        } catch (SQLException refused) {
            return String.valueOf(refused.getMessage());
        }
    }
}
