package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Coordinator Failure Handling': after logging the decision. */
public final class TwoPhaseCoordinatorCrashAfterDecision implements Story {

    @Override
    public String name() {
        return "2pc-coordinator-crash-after-decision";
    }

    @Override
    public String about() {
        return "The coordinator dies with the decision on disk and nobody told: when it is back, all four commit.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.after-decision"));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(503);
        stage.awaitDeath(Round.COORDINATOR);
        assertThat(round.prepared()).hasSize(4);
        stage.tell("503; the decision is known to a disk only");

        stage.start(Round.COORDINATOR);
        round.awaitEnd(receipt.orderId(), "COMMITTED");
        round.awaitConfirmed(receipt.orderId());
    }
}
