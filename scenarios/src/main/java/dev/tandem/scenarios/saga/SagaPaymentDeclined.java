package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Charge;
import java.util.List;

/** Guide, 'Orchestration-Based Sagas': step 2 refuses, and only the order is left to be undone. */
public final class SagaPaymentDeclined implements Story {

    @Override
    public String name() {
        return "saga-payment-declined";
    }

    @Override
    public String about() {
        return "A declined card, and an empty one: the order is cancelled before anything else is touched.";
    }

    @Override
    public void play(Stage stage) {
        refused(stage, "tok_declined", "PAYMENT_DECLINED");
        refused(stage, "tok_insufficient_funds", "INSUFFICIENT_FUNDS");
    }

    private static void refused(Stage stage, String card, String reason) {
        var shop = stage.shop();
        stage.tell("bob pays a phone with the card " + card);

        var receipt = shop.placeAndWait(Basket.of("bob").with("phone", 1).paidByCard(card));

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo(reason);
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(shop.reservations(receipt.orderId())).isEmpty();
        assertThat(shop.shipments(receipt.orderId())).isEmpty();
        assertThat(shop.charges(receipt.orderId())).noneMatch(Charge::wasMade);

        var saga = stage.awaitSagaEnd(receipt.orderId());
        assertThat(saga.status()).isEqualTo("COMPENSATED");
        assertThat(saga.step("create-order").compensation())
                .isNotNull()
                .satisfies(undone -> assertThat(undone.status()).isEqualTo("SUCCEEDED"));
        stage.tell("409 %s: inventory and shipping never heard of it".formatted(reason));
    }
}
