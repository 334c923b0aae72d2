package dev.tandem.scenarios.choreography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Flow;
import java.util.List;

/** Guide, 'Choreography-Based Sagas': no single place shows the whole flow, so somebody has to notice that it stopped. */
public final class ChoreographyGoesSilent implements Story {

    @Override
    public String name() {
        return "choreography-goes-silent";
    }

    @Override
    public String about() {
        return "inventory-service dies and stays away: the order's deadline cancels it, and all is undone, also what is done later.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.kill("inventory-service");
        stage.tell("alice orders a laptop and pays for it, and nobody sets one aside for her");

        var orderId = shop.place(Basket.of("alice").with("laptop", 1).choreographed());

        stage.awaitFlow(orderId, "waits for inventory-service", flow -> flow.waitsFor("inventory-service"));
        stage.awaitFlow(orderId, "is overdue", Flow::isOverdue);
        stage.tell("after half a minute, what the order waits for is overdue");
        var order = stage.awaitEnd(orderId);
        assertThat(order.status()).isEqualTo("CANCELLED");
        assertThat(order.reason()).isEqualTo("TIMEOUT");
        stage.awaitFlow(orderId, "is refunded", flow -> flow.eventNames().contains("PaymentRefunded"));
        assertThat(shop.payments(orderId))
                .singleElement()
                .satisfies(payment -> assertThat(payment.status()).isEqualTo("REFUNDED"));
        stage.tell("after two minutes the order is cancelled, and alice has her money back");

        stage.start("inventory-service");
        stage.awaitReservation(orderId);
        stage.checkSettled(List.of(orderId));
        stage.awaitFlow(orderId, "is complete", Flow::isComplete);
        stage.tell("inventory-service is back, hears of payment and cancellation, and keeps nothing for her");
    }
}
