package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Transaction;

/** Guide, 'The Three Phases': the first is the same as in two-phase commit. */
public final class ThreePhaseOneNo implements Story {

    @Override
    public String name() {
        return "3pc-one-no";
    }

    @Override
    public String about() {
        return "One service votes no: nobody comes as far as the second phase, and nobody has done anything.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        var basket = Round.basket().coordinatedBy("three-phase-commit").shippedTo("AQ");

        var receipt = stage.shop().placeAtOnce(basket);

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("UNDELIVERABLE_ADDRESS");
        round.awaitAborted(receipt.orderId(), "UNDELIVERABLE_ADDRESS");
        var transaction = round.awaitEnd(receipt.orderId(), "ABORTED");
        assertThat(transaction.timeline()).extracting(Transaction.Moment::event).doesNotContain("PRE_COMMITTED");
        stage.tell("409, UNDELIVERABLE_ADDRESS: no payment, no reservation, no shipment");
    }
}
