package dev.tandem.scenarios.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/** Guide, 'Projections: Read Models'. */
public final class Projections implements Story {

    @Override
    public String name() {
        return "projections";
    }

    @Override
    public String about() {
        return "One order in five views of the same log, told by four services.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var journal = shop.journal();
        var customer = shop.register("projected");
        var orderId = shop.place(Basket.of(customer).with("book", 2).paidByCard("tok_visa"));
        stage.awaitEnd(orderId);
        stage.checkSettled(List.of(orderId));
        stage.awaitThat(
                "the views have heard of it",
                () -> journal.view("customers/%s/orders".formatted(customer))
                        .at("/items/0/status")
                        .asText()
                        .equals("CONFIRMED"));
        stage.awaitThat("all have", () -> journal.projections().stream().allMatch(projection -> projection.lag() == 0));

        var order = journal.view("orders/" + orderId);
        stage.tell("order: %s, %s %s"
                .formatted(
                        order.path("status").asText(),
                        order.path("total"),
                        order.path("currency").asText()));
        assertThat(order.path("status").asText()).isEqualTo("CONFIRMED");
        assertThat(order.path("paymentId").asText()).isNotEmpty();
        var activity = journal.view("customers/%s/activity".formatted(customer))
                .path("items")
                .findValuesAsText("action");
        stage.tell("customer: " + activity);
        assertThat(activity).contains("Registered", "Placed an order", "Order confirmed");
        var first = journal.events("order-" + orderId).getFirst();
        var trace = journal.view(
                "transactions/" + first.metadata().path("correlationId").asText());
        stage.tell("transaction: " + trace.path("events").findValuesAsText("type"));
        assertThat(trace.path("services").valueStream().map(JsonNode::asText))
                .contains("/order-service", "/payment-service", "/inventory-service", "/shipping-service");
        assertThat(journal.view("sales/daily").path("items")).isNotEmpty();
        assertThat(journal.view("finished-orders").path("items").findValuesAsText("orderId"))
                .contains(orderId.toString());
    }
}
