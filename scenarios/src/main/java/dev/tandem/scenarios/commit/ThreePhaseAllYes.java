package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Transaction;

/** Guide, 'Three-Phase Commit (3PC)', 'Complete Flow Diagram'. */
public final class ThreePhaseAllYes implements Story {

    @Override
    public String name() {
        return "3pc-all-yes";
    }

    @Override
    public String about() {
        return "All four vote yes, all four are told so, and only then all four commit.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        stage.tell("bob orders headphones; four services are asked at once");

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(201);
        round.awaitConfirmed(receipt.orderId());
        var transaction = round.awaitEnd(receipt.orderId(), "COMMITTED");
        assertThat(transaction.protocol()).isEqualTo("three-phase-commit");
        assertThat(transaction.termination()).isEqualTo("quorum");
        assertThat(transaction.timeline())
                .extracting(Transaction.Moment::event)
                .containsSubsequence("voted YES", "all voted yes", "PRE_COMMITTED", "decided to commit", "COMMITTED");
        stage.tell("four yes, four pre-commits, four commits: 201");
    }
}
