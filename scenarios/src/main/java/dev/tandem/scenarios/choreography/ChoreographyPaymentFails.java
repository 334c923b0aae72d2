package dev.tandem.scenarios.choreography;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Charge;
import java.util.List;

/** Guide, 'Choreography-Based Sagas', step 2: the payment fails. */
public final class ChoreographyPaymentFails implements Story {

    @Override
    public String name() {
        return "choreography-payment-fails";
    }

    @Override
    public String about() {
        return "A declined card: the order hears of it and is cancelled, and nobody goes on.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        stage.tell("bob pays a phone with a card that is declined");

        var receipt = shop.placeAndWait(
                Basket.of("bob").with("phone", 1).paidByCard("tok_declined").choreographed());

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("PAYMENT_DECLINED");
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.charges(receipt.orderId())).noneMatch(Charge::wasMade);
        var flow = stage.awaitFlow(receipt.orderId(), "is complete", it -> it.isCompleteWith(3));
        assertThat(flow.eventNames()).containsExactly("OrderCreated", "PaymentFailed", "OrderCancelled");
        stage.tell(String.join(" -> ", flow.eventNames()));
    }
}
