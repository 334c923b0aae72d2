package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.SalesDay;
import dev.tandem.scenarios.shop.Shop;
import java.math.BigDecimal;
import java.util.List;

/** Guide, 'Isolation Challenges', problem 3: the same query twice, with a compensation in between. */
public final class IsolationNonRepeatableRead implements Story {

    @Override
    public String name() {
        return "isolation-non-repeatable-read";
    }

    @Override
    public String about() {
        return "A report that counts orders says 100.00 and then 0.00; one that counts finished orders says the same twice.";
    }

    @Override
    public void play(Stage stage) {
        withoutCountermeasure(stage);
        withCountermeasure(stage);
    }

    private static void withoutCountermeasure(Stage stage) {
        stage.tell("without a countermeasure: the report adds up the orders");
        try (var shop = NaiveShop.open(stage)) {
            var timeline = new Timeline(stage, "Saga A", "Report");
            shop.createOrder("123", "100.00");
            timeline.left("creates an order of 100.00");
            var first = shop.sales();
            timeline.right("total sales: " + first);
            timeline.left("payment fails");
            shop.cancelOrder("123");
            timeline.left("compensates: cancels the order");
            var second = shop.sales();
            timeline.right("total sales: " + second);

            assertThat(first).isEqualByComparingTo("100.00");
            assertThat(second).isEqualByComparingTo("0.00");
            timeline.result("the same query, and another answer: nothing was sold in between, or returned");
        }
    }

    private static void withCountermeasure(Stage stage) {
        stage.tell("with a view that is written when an order is confirmed, in the same transaction");
        var shop = stage.shop();
        var customer = shop.register("report");
        var bought = shop.placeAndWait(Basket.of(customer).with("book", 1).paidByCard("tok_visa"));
        assertThat(bought.httpStatus()).isEqualTo(201);

        var timeline = new Timeline(stage, "Saga A", "Report");
        stage.pause("shipping-service"); // so that A stays where it has paid and reserved, for as long as we look
        var orderId = shop.place(
                Basket.of(customer).with("book", 4).paidByCard("tok_visa").shippedTo("AQ"));
        timeline.left("creates an order of 100.00");
        stage.awaitSaga(orderId, "waits for shipping", saga -> "create-shipment".equals(saga.currentStep()));
        timeline.left("has charged the card and reserved the goods");
        var first = revenue(shop, customer);
        timeline.right("total sales: " + first);
        stage.resume("shipping-service");

        assertThat(stage.awaitEnd(orderId).reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
        timeline.left("shipping fails, all is compensated");
        stage.checkSettled(List.of(orderId));
        var second = revenue(shop, customer);
        timeline.right("total sales: " + second);

        assertThat(first).isEqualByComparingTo("25.00");
        assertThat(second).isEqualTo(first);
        timeline.result("the same query, and the same answer: what was sold before, and nothing of A");
    }

    private static BigDecimal revenue(Shop shop, String customer) {
        return shop.sales(customer).stream().map(SalesDay::revenue).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
