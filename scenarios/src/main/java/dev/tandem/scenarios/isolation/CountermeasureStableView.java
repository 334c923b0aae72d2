package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.SalesDay;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Guide, 'Strategy 6: Read-Only Queries on Stable Views': who asks for numbers asks where only finished orders are. */
public final class CountermeasureStableView implements Story {

    @Override
    public String name() {
        return "countermeasure-stable-view";
    }

    @Override
    public String about() {
        return "The sales report does not know an order while its saga runs, and knows it as soon as it is confirmed.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var customer = shop.register("view");
        var timeline = new Timeline(stage, "Orders, as they are worked on", "Sales report");

        stage.pause("shipping-service"); // so that the saga stays half-way for as long as we look
        var orderId = shop.place(Basket.of(customer).with("book", 2).paidByCard("tok_visa"));
        stage.awaitSaga(orderId, "waits for shipping", saga -> "create-shipment".equals(saga.currentStep()));
        timeline.left("order of 50.00: %s, paid and reserved"
                .formatted(shop.order(orderId).status()));
        assertThat(shop.order(orderId).status()).isEqualTo("PENDING");
        assertThat(shop.sales(customer)).isEmpty();
        timeline.right("nothing sold");

        stage.resume("shipping-service");
        stage.awaitEnd(orderId);
        var sold = shop.sales(customer); // at once: both were one transaction
        timeline.left("the order is CONFIRMED");
        assertThat(sold).singleElement().satisfies(day -> {
            assertThat(day.orders()).isEqualTo(1);
            assertThat(day.revenue()).isEqualByComparingTo("50.00");
        });
        timeline.right("1 order, 50.00");
        stage.checkSettled(List.of(orderId));

        var refused = shop.placeAndWait(
                Basket.of(customer).with("book", 1).paidByCard("tok_visa").shippedTo("AQ"));
        timeline.left("another was paid, reserved and undone");
        assertThat(refused.reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
        stage.checkSettled(List.of(refused.orderId()));
        assertThat(shop.sales(customer)).isEqualTo(sold);
        timeline.right("1 order, 50.00");

        assertThat(shop.cancel(orderId)).isEqualTo(202);
        await("the cancellation of " + orderId)
                .atMost(Duration.ofMinutes(1))
                .until(() -> shop.order(orderId).isCancelled());
        timeline.left("the customer has cancelled the first one");
        var sum = shop.sales(customer);
        assertThat(sum).extracting(SalesDay::orders).containsOnlyOnce(1L);
        assertThat(sum.stream().map(SalesDay::returned).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo("50.00");
        timeline.right("1 order, 50.00, and 50.00 returned: a line more, no line less");
        stage.checkSettled(List.of(orderId));
        timeline.result("whoever reads the report needs to know nothing of sagas");
    }
}
