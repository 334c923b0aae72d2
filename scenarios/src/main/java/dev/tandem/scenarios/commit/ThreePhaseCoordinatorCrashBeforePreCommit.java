package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Guide, 'Key properties': before pre-commit, if the coordinator fails, participants can safely abort. */
public final class ThreePhaseCoordinatorCrashBeforePreCommit implements Story {

    @Override
    public String name() {
        return "3pc-coordinator-crash-before-pre-commit";
    }

    @Override
    public String about() {
        return "The coordinator dies when all have voted yes and nobody knows of it: the four ask each other and abort, while it is still dead.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        var orders = new ArrayList<UUID>();
        for (var point : List.of("coordinator.after-votes", "coordinator.before-pre-commit")) {
            stage.arm(Round.COORDINATOR, Fault.crashAt(point));
            var receipt = round.place();
            assertThat(receipt.httpStatus()).isEqualTo(503);
            stage.awaitDeath(Round.COORDINATOR);

            round.awaitAgreement(receipt.orderId(), "ABORTED");
            stage.tell("dead at %s; the four have aborted without it, and hold nothing any more".formatted(point));
            stage.start(Round.COORDINATOR);
            orders.add(receipt.orderId());
        }
        for (var order : orders) {
            round.awaitEnd(order, "ABORTED");
            round.awaitAborted(order, "ABORTED");
        }
    }
}
