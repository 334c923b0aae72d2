package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Coordinator Failure Handling': before logging the decision. Presumed abort. */
public final class TwoPhaseCoordinatorCrashBeforeDecision implements Story {

    @Override
    public String name() {
        return "2pc-coordinator-crash-before-decision";
    }

    @Override
    public String about() {
        return "The coordinator dies with four yes in its hand and nothing on disk: when it is back, all four roll back.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.after-votes"));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).as("nobody can tell").isEqualTo(503);
        stage.awaitDeath(Round.COORDINATOR);
        assertThat(round.prepared()).hasSize(4);
        stage.tell("503; four branches wait, and nobody may decide for them");

        stage.start(Round.COORDINATOR);
        round.awaitEnd(receipt.orderId(), "ABORTED");
        round.awaitAborted(receipt.orderId(), "ABORTED");
    }
}
