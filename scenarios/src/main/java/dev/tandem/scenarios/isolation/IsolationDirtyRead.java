package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/** Guide, 'Isolation Challenges', problem 2: somebody acts on what a saga has written and will take back. */
public final class IsolationDirtyRead implements Story {

    @Override
    public String name() {
        return "isolation-dirty-read";
    }

    @Override
    public String about() {
        return "A bonus for an order that is cancelled a moment later: given by whoever reads orders, not by whoever reads sales.";
    }

    @Override
    public void play(Stage stage) {
        withoutCountermeasure(stage);
        withCountermeasure(stage);
    }

    private static void withoutCountermeasure(Stage stage) {
        stage.tell("without a countermeasure: an order is an order as soon as its row is there");
        try (var shop = NaiveShop.open(stage)) {
            var timeline = new Timeline(stage, "Saga A (an order that will fail)", "Bonus programme");
            shop.createOrder("123", "100.00");
            timeline.left("creates order 123");

            var seen = shop.status("123");
            var bonus = seen.equals("CANCELLED") ? 0 : 10;
            timeline.right("reads order 123: %s, and gives %d points".formatted(seen, bonus));

            timeline.left("payment fails");
            shop.cancelOrder("123");
            timeline.left("compensates: cancels order 123");
            timeline.right("reads order 123 again: " + shop.status("123"));

            assertThat(seen).isEqualTo("PLACED");
            assertThat(bonus).isEqualTo(10);
            assertThat(shop.status("123")).isEqualTo("CANCELLED");
            timeline.result("%d points for an order that never came to be: a dirty read".formatted(bonus));
        }
    }

    private static void withCountermeasure(Stage stage) {
        stage.tell(
                "with an order that says PENDING until it is decided, and a view of sales that has decided ones only");
        var shop = stage.shop();
        var customer = shop.register("bonus");
        var timeline = new Timeline(stage, "Saga A (an order that will fail)", "Bonus programme");
        shop.gatewayGoesDown(); // so that A stays between its first step and its failure for as long as we look
        try {
            var orderId = shop.place(Basket.of(customer).with("book", 4).paidByCard("tok_declined"));
            timeline.left("creates an order of 100.00");
            timeline.right("reads the order: %s, so nothing to rely on"
                    .formatted(shop.order(orderId).status()));
            assertThat(shop.order(orderId).status()).isEqualTo("PENDING");
            assertThat(shop.sales(customer)).isEmpty();
            timeline.right("reads the customer's sales: none");

            shop.gatewayComesBack();
            assertThat(stage.awaitEnd(orderId).reason()).isEqualTo("PAYMENT_DECLINED");
            timeline.left("payment fails: the order is cancelled");
            stage.checkSettled(List.of(orderId));
            assertThat(shop.sales(customer)).isEmpty();
            timeline.right("reads the customer's sales again: none");
        } finally {
            shop.gatewayComesBack();
        }

        var bought = shop.placeAndWait(Basket.of(customer).with("book", 4).paidByCard("tok_visa"));
        assertThat(bought.httpStatus()).isEqualTo(201);
        timeline.left("orders again, with another card: CONFIRMED");
        assertThat(shop.sales(customer))
                .singleElement()
                .satisfies(day -> assertThat(day.revenue()).isEqualByComparingTo("100.00"));
        timeline.right("reads the sales: 100.00, and gives 10 points");
        timeline.result("points for the order that came to be, and for no other");
    }
}
