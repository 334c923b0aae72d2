package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Coordinator Failure Handling': after logging the decision, some have already heard of it. */
public final class TwoPhaseCoordinatorCrashBetweenCommits implements Story {

    @Override
    public String name() {
        return "2pc-coordinator-crash-between-commits";
    }

    @Override
    public String about() {
        return "The coordinator dies after the first, second, third and fourth commit: in the end it is always four.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        for (var heard = 1; heard <= Round.PARTICIPANTS.size(); heard++) {
            stage.arm(
                    Round.COORDINATOR,
                    Fault.crashAt("coordinator.after-acknowledgement").skipping(heard - 1));

            var receipt = round.place();

            assertThat(receipt.httpStatus()).isEqualTo(503);
            stage.awaitDeath(Round.COORDINATOR);
            stage.tell("at least %d had committed when it died".formatted(heard));
            stage.start(Round.COORDINATOR);
            round.awaitEnd(receipt.orderId(), "COMMITTED");
            round.awaitConfirmed(receipt.orderId());
        }
    }
}
