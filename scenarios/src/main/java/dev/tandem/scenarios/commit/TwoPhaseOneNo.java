package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;

/** Guide, 'Phase 2: Commit Phase': any participant voted NO. */
public final class TwoPhaseOneNo implements Story {

    @Override
    public String name() {
        return "2pc-one-no";
    }

    @Override
    public String about() {
        return "One service votes no, each for its own reason, and nobody has done anything.";
    }

    @Override
    public void play(Stage stage) {
        refuses(stage, Round.basket().with("laptop", 9_000), "OUT_OF_STOCK", "INSUFFICIENT_FUNDS");
        refuses(stage, Round.basket().shippedTo("AQ"), "UNDELIVERABLE_ADDRESS");
        refuses(stage, Round.basket().paidByCard("tok_visa"), "PAYMENT_DECLINED");
        var poor = stage.shop().register("poor");
        refuses(stage, Round.basket().orderedBy(poor), "PAYMENT_DECLINED", "INSUFFICIENT_FUNDS");
    }

    private static void refuses(Stage stage, Basket basket, String... reasons) {
        var round = new Round(stage);

        var receipt = stage.shop().placeAtOnce(basket);

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isIn((Object[]) reasons);
        round.awaitAborted(receipt.orderId(), String.valueOf(receipt.reason()));
        round.awaitEnd(receipt.orderId(), "ABORTED");
        stage.tell("409, %s: no payment, no reservation, no shipment".formatted(receipt.reason()));
    }
}
