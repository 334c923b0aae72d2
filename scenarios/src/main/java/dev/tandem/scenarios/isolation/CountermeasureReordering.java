package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import dev.tandem.scenarios.shop.Receipt;
import java.math.BigDecimal;
import java.util.List;

/** Guide, 'Strategy 5: Reordering / Saga Step Design': the same steps in another order leave less to be seen. */
public final class CountermeasureReordering implements Story {

    private static final String PAY_FIRST = "order-fulfillment";
    private static final String RESERVE_FIRST = "order-fulfillment-reserve-first";

    @Override
    public String name() {
        return "countermeasure-reordering";
    }

    @Override
    public String about() {
        return "Out of stock: paid first, a charge and a refund stay on the card's statement; reserved first, nothing.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        try (var _ = ScarceArticle.of(stage, "headphones", 5)) {
            stage.tell("5 are left, and carol orders 6, by card, once in each order of the steps");
            var payFirst = order(stage, PAY_FIRST);
            assertThat(shop.charges(payFirst.orderId())).singleElement().satisfies(charge -> {
                assertThat(charge.wasMade()).isTrue();
                assertThat(charge.refunded()).isEqualByComparingTo("900.00");
                assertThat(charge.net()).isEqualByComparingTo(BigDecimal.ZERO);
            });
            stage.tell("%s: charge card → out of stock → refund; her statement shows 900.00 and -900.00"
                    .formatted(PAY_FIRST));

            var reserveFirst = order(stage, RESERVE_FIRST);
            assertThat(shop.charges(reserveFirst.orderId())).isEmpty();
            assertThat(shop.payments(reserveFirst.orderId())).isEmpty();
            stage.tell("%s: out of stock; her statement shows nothing, for there was nothing to undo"
                    .formatted(RESERVE_FIRST));
        }
    }

    private static Receipt order(Stage stage, String definition) {
        var receipt = stage.shop()
                .placeAndWait(Basket.of("carol")
                        .with("headphones", 6)
                        .paidByCard("tok_visa")
                        .carriedOutBy(definition));
        assertThat(receipt.reason()).isEqualTo("OUT_OF_STOCK");
        stage.checkSettled(List.of(receipt.orderId()));
        assertThat(stage.awaitSagaEnd(receipt.orderId()).definition()).isEqualTo(definition);
        return receipt;
    }
}
