package dev.tandem.scenarios.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;
import java.util.UUID;

/** Guide, 'Strategy 1: Semantic Locks': a record says that units are spoken for while nobody knows yet what for. */
public final class CountermeasureSemanticLock implements Story {

    private static final String SKU = "headphones";
    private static final String RESERVE_FIRST = "order-fulfillment-reserve-first";

    @Override
    public String name() {
        return "countermeasure-semantic-lock";
    }

    @Override
    public String about() {
        return "Units that an undecided order has reserved are on the shelf, and nobody else gets them; released, they can be had.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        try (var _ = ScarceArticle.of(stage, SKU, 5)) {
            var timeline = new Timeline(stage, "Saga A", "Others");
            UUID undecided;
            shop.gatewayGoesDown(); // so that A holds its reservation for as long as we look
            try {
                undecided = shop.place(Basket.of("carol")
                        .with(SKU, 3)
                        .paidByCard("tok_declined")
                        .carriedOutBy(RESERVE_FIRST));
                stage.awaitSaga(undecided, "wants to be paid", saga -> "process-payment".equals(saga.currentStep()));
                timeline.left("reserves 3 of 5: PENDING until they are paid for");
                assertThat(reservation(stage, undecided)).isEqualTo("PENDING");
                var seen = shop.stock(SKU);
                timeline.right("see %d on hand, %d of them reserved".formatted(seen.onHand(), seen.reserved()));
                assertThat(seen.onHand() - seen.reserved()).isEqualTo(seen.available());
                assertThat(seen.available()).isEqualTo(2);

                var refused = shop.placeAndWait(Basket.of("alice").with(SKU, 3).carriedOutBy(RESERVE_FIRST));
                timeline.right("ask for 3: " + refused.reason());
                assertThat(refused.reason()).isEqualTo("OUT_OF_STOCK");
                var served = shop.placeAndWait(Basket.of("bob").with(SKU, 2).carriedOutBy(RESERVE_FIRST));
                timeline.right("ask for 2: CONFIRMED");
                assertThat(served.httpStatus()).isEqualTo(201);
                stage.checkSettled(List.of(refused.orderId(), served.orderId()));
            } finally {
                shop.gatewayComesBack();
            }

            assertThat(stage.awaitEnd(undecided).reason()).isEqualTo("PAYMENT_DECLINED");
            stage.checkSettled(List.of(undecided));
            timeline.left("the payment fails: the reservation is RELEASED");
            assertThat(reservation(stage, undecided)).isEqualTo("RELEASED");
            var served = shop.placeAndWait(Basket.of("alice").with(SKU, 3).carriedOutBy(RESERVE_FIRST));
            timeline.right("ask for 3 again: CONFIRMED");
            assertThat(served.httpStatus()).isEqualTo(201);
            stage.checkSettled(List.of(served.orderId()));
            assertThat(shop.stock(SKU).available()).isZero();
            timeline.result("5 units, each sold once, and no database lock was held while A waited");
        }
    }

    private static String reservation(Stage stage, UUID orderId) {
        return stage.shop().reservations(orderId).getFirst().status();
    }
}
