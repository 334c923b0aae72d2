package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'How this prevents blocking': one has not received the pre-commit, and hears of it from the others. */
public final class ThreePhaseCoordinatorCrashDuringPreCommit implements Story {

    @Override
    public String name() {
        return "3pc-coordinator-crash-during-pre-commit";
    }

    @Override
    public String about() {
        return "The coordinator dies when two of four are in pre-commit: the other two are brought there by their peers, and all commit, while it is still dead.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        stage.arm("inventory-service", Fault.failAt("participant.before-pre-commit"));
        stage.arm("shipping-service", Fault.failAt("participant.before-pre-commit"));
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.before-decision"));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(503);
        stage.awaitDeath(Round.COORDINATOR);
        stage.tell("order-service and payment-service are in pre-commit, the others have not heard of it");
        round.awaitAgreement(receipt.orderId(), "COMMITTED");
        stage.tell("'I am in pre-commit': all four have committed, with the coordinator dead");
        stage.start(Round.COORDINATOR);
        round.awaitEnd(receipt.orderId(), "COMMITTED");
        round.awaitConfirmed(receipt.orderId());
    }
}
