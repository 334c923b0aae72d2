package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Journal;
import dev.tandem.scenarios.shop.Journal.Event;
import java.util.List;
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
        var customer = "replaced-" + UUID.randomUUID();
        journal.append(
                "payment-" + customer,
                Event.of("FundsDeposited", Map.of("customerId", customer, "amount", 20, "currency", "EUR")),
                Event.of(
                        "WalletToppedUp",
                        Map.of(
                                "customerId",
                                customer,
                                "topUp",
                                Map.of("amount", 21, "currency", "EUR"),
                                "means",
                                "bank-transfer")));
        stage.awaitThat("the view has both", () -> deposits(journal, customer).size() == 2);

        stage.tell("one view, which knows both types: deposits of %s".formatted(deposits(journal, customer)));
        assertThat(deposits(journal, customer)).containsExactly("21", "20");
    }

    /** What a customer paid into the wallet, newest first. */
    private static List<String> deposits(Journal journal, String customer) {
        return journal.view("customers/%s/activity".formatted(customer))
                .path("items")
                .valueStream()
                .filter(entry -> entry.path("action").asText().equals("Deposited money"))
                .map(entry -> entry.path("subject").asText())
                .toList();
    }
}
