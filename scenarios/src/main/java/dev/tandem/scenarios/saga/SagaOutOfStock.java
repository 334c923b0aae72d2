package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Charge;
import java.util.List;

/** Guide, 'Compensating Transactions': step 3 refuses, and the money goes back where it came from. */
public final class SagaOutOfStock implements Story {

    @Override
    public String name() {
        return "saga-out-of-stock";
    }

    @Override
    public String about() {
        return "Too few phones: the card was charged already, and gets its money back.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var wanted = Math.toIntExact(shop.stock("phone").onHand() + 1);
        stage.tell("carol orders %d phones, one more than there are, and pays by card".formatted(wanted));

        var receipt = shop.placeAndWait(Basket.of("carol").with("phone", wanted).paidByCard("tok_visa"));

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("OUT_OF_STOCK");
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.charges(receipt.orderId())).singleElement().matches(Charge::wasMade, "charged once");
        assertThat(shop.payments(receipt.orderId())).singleElement().satisfies(payment -> {
            assertThat(payment.status()).isEqualTo("REFUNDED");
            assertThat(payment.refunds())
                    .singleElement()
                    .satisfies(refund -> assertThat(refund.amount()).isEqualByComparingTo(payment.amount()));
        });
        assertThat(shop.shipments(receipt.orderId())).isEmpty();
        stage.tell("409 OUT_OF_STOCK: charge and refund both stand in the books, and add up to nothing");
    }
}
