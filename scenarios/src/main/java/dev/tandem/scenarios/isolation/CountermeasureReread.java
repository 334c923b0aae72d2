package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Guide, 'Strategy 3: Pessimistic View', which the literature calls <em>reread value</em>: before a step does what
 * cannot be kept secret, it looks again at what the saga relies on.
 */
public final class CountermeasureReread implements Story {

    private static final String RESERVE_FIRST = "order-fulfillment-reserve-first";

    /** So short that one can watch a reservation expire, and longer than a healthy saga needs. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "TANDEM_INVENTORY_RESERVATION_TIMETOLIVE", "PT4S",
            "TANDEM_INVENTORY_RESERVATION_SWEEPINTERVAL", "PT0.5S");

    @Override
    public String name() {
        return "countermeasure-reread";
    }

    @Override
    public String about() {
        return "What was true a step ago is looked at again: no charge and no parcel for an expired reservation, no overdrawn wallet.";
    }

    @Override
    public void play(Stage stage) {
        theWallet(stage);
        stage.restartWith("inventory-service", IMPATIENT);
        beforeCharging(stage);
        beforeShipping(stage);
    }

    /** Each saga alone has enough; what counts is the locked row at the moment of the payment. */
    private static void theWallet(Stage stage) {
        var shop = stage.shop();
        var customer = shop.register("reread");
        await("the wallet of " + customer).atMost(Duration.ofMinutes(1)).until(() -> shop.deposit(customer, "40.00"));
        var timeline = new Timeline(stage, "Saga A (a book for 25.00)", "Saga B (a book for 25.00)");
        stage.pause("payment-service");
        var a = shop.place(Basket.of(customer).with("book", 1));
        timeline.left("knows of 40.00 in the wallet");
        var b = shop.place(Basket.of(customer).with("book", 1));
        timeline.right("knows of 40.00 in the same wallet");
        stage.resume("payment-service");

        var ended = stage.awaitEnd(List.of(a, b));
        stage.checkSettled(List.of(a, b));
        timeline.left(outcome(ended.getFirst()));
        timeline.right(outcome(ended.getLast()));
        assertThat(ended)
                .extracting(CountermeasureReread::outcome)
                .containsExactlyInAnyOrder("CONFIRMED", "CANCELLED: INSUFFICIENT_FUNDS");
        assertThat(shop.balance(customer)).isEqualByComparingTo("15.00");
        timeline.result("15.00 are left: each payment has read the wallet again, with its row locked");
    }

    private static void beforeCharging(Stage stage) {
        var timeline = new Timeline(stage, "Saga C (reserves first)", "payment-service");
        stage.pause("payment-service");
        timeline.right("does not answer");
        var orderId = stage.shop()
                .place(Basket.of("carol").with("book", 1).paidByCard("tok_visa").carriedOutBy(RESERVE_FIRST));
        timeline.left("reserves a book, and asks for the payment");
        awaitExpiry(stage, orderId);
        timeline.left("the reservation expires: anybody may buy it");
        stage.resume("payment-service");

        assertThat(stage.awaitEnd(orderId).reason()).isEqualTo("TIMEOUT");
        stage.checkSettled(List.of(orderId));
        timeline.right("looks again before it charges: refuses");
        assertThat(stage.shop().charges(orderId)).as("the gateway's own books").isEmpty();
        assertThat(stage.shop().payments(orderId))
                .singleElement()
                .satisfies(payment -> assertThat(payment.status()).isEqualTo("DECLINED"));
        timeline.result("cancelled, and the card was never charged");
    }

    private static void beforeShipping(Stage stage) {
        var timeline = new Timeline(stage, "Saga D", "shipping-service");
        stage.pause("shipping-service");
        timeline.right("does not answer");
        var orderId = stage.shop().place(Basket.of("carol").with("book", 1));
        timeline.left("pays, reserves a book, and asks for a shipment");
        awaitExpiry(stage, orderId);
        timeline.left("the reservation expires: anybody may buy it");
        stage.resume("shipping-service");

        assertThat(stage.awaitEnd(orderId).reason()).isEqualTo("TIMEOUT");
        stage.checkSettled(List.of(orderId));
        timeline.right("looks again before it packs: refuses");
        assertThat(stage.shop().shipments(orderId)).isEmpty();
        assertThat(stage.shop().payments(orderId))
                .singleElement()
                .satisfies(payment -> assertThat(payment.status()).isEqualTo("REFUNDED"));
        timeline.result("refunded and cancelled, and no parcel was packed");
    }

    private static void awaitExpiry(Stage stage, UUID orderId) {
        await("the reservation of " + orderId + " expires")
                .atMost(Duration.ofMinutes(1))
                .until(() -> stage.shop().reservations(orderId).stream()
                        .anyMatch(reservation -> reservation.status().equals("EXPIRED")));
    }

    private static String outcome(Order order) {
        return order.isConfirmed() ? order.status() : order.status() + ": " + order.reason();
    }
}
