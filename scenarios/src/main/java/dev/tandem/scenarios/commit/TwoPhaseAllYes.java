package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Transaction;

/** Guide, 'Phase 2: Commit Phase': all participants voted YES. */
public final class TwoPhaseAllYes implements Story {

    @Override
    public String name() {
        return "2pc-all-yes";
    }

    @Override
    public String about() {
        return "All four services vote yes, and an order, its payment, its reservation and its shipment become visible together.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.tell("bob orders headphones; four services are asked at once");

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(201);
        round.awaitConfirmed(receipt.orderId());
        var transaction = round.awaitEnd(receipt.orderId(), "COMMITTED");
        assertThat(transaction.epoch()).isEqualTo(1);
        assertThat(transaction.branches())
                .extracting(Transaction.Branch::vote)
                .hasSize(4)
                .containsOnly("YES");
        stage.tell("four yes, one decision, four commits: 201");
    }
}
