package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/** Guide, 'Strategy 5: Reordering / Saga Step Design': what is easy to undo and likely to be refused comes first. */
public final class SagaReserveFirst implements Story {

    private static final String RESERVE_FIRST = "order-fulfillment-reserve-first";

    @Override
    public String name() {
        return "saga-reserve-first";
    }

    @Override
    public String about() {
        return "The same order with the reservation before the payment: who asks for too much is never charged.";
    }

    @Override
    public void play(Stage stage) {
        var shop = stage.shop();
        var wanted = Math.toIntExact(shop.stock("phone").onHand() + 1);
        stage.tell("carol orders %d phones again, this time to be reserved first".formatted(wanted));

        var tooMany = shop.placeAndWait(
                Basket.of("carol").with("phone", wanted).paidByCard("tok_visa").carriedOutBy(RESERVE_FIRST));

        assertThat(tooMany.reason()).isEqualTo("OUT_OF_STOCK");
        stage.checkSettled(List.of(tooMany.orderId()));
        assertThat(shop.charges(tooMany.orderId())).isEmpty();
        assertThat(shop.payments(tooMany.orderId())).isEmpty();
        stage.tell("409 OUT_OF_STOCK: her card was never charged, so there is nothing to give back");

        stage.tell("now one phone, with a card that will be declined");
        var declined = shop.placeAndWait(
                Basket.of("carol").with("phone", 1).paidByCard("tok_declined").carriedOutBy(RESERVE_FIRST));

        assertThat(declined.reason()).isEqualTo("PAYMENT_DECLINED");
        stage.checkSettled(List.of(declined.orderId()));
        assertThat(shop.reservations(declined.orderId()))
                .singleElement()
                .satisfies(reservation -> assertThat(reservation.status()).isEqualTo("RELEASED"));
        stage.tell("409 PAYMENT_DECLINED: the phone that was set aside for her is free again");

        stage.tell("and one with a card that works");
        var confirmed = shop.placeAndWait(
                Basket.of("carol").with("phone", 1).paidByCard("tok_visa").carriedOutBy(RESERVE_FIRST));

        assertThat(confirmed.httpStatus()).isEqualTo(201);
        stage.checkSettled(List.of(confirmed.orderId()));
        assertThat(stage.awaitSagaEnd(confirmed.orderId()).definition()).isEqualTo(RESERVE_FIRST);
        stage.tell("201: confirmed");
    }
}
