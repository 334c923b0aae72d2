package dev.tandem.scenarios.commit;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.util.List;

/** Guide, 'Participant timeout logic': whoever comes late queries the others first. */
public final class ThreePhaseParticipantSleepsThrough implements Story {

    @Override
    public String name() {
        return "3pc-participant-sleeps-through";
    }

    @Override
    public String about() {
        return "A service stands still while the coordinator dies and the others commit: it wakes up, asks before it decides anything, and does the same.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        stage.arm(
                Round.COORDINATOR, Fault.crashAt("coordinator.after-pre-commit").skipping(2));
        var announced = round.announce();
        stage.pause("payment-service");
        stage.awaitDeath(Round.COORDINATOR);

        round.awaitBranches(
                announced.id(), "COMMITTED", List.of("order-service", "inventory-service", "shipping-service"));
        stage.tell("three of four have heard of the pre-commit, and committed");

        stage.resume("payment-service");
        round.awaitAgreement(announced.id(), "COMMITTED");
        stage.tell("payment-service was prepared and no more; it has asked, with the coordinator dead, and committed");
        stage.start(Round.COORDINATOR);
        round.awaitEnd(announced.id(), "COMMITTED");
        round.awaitConfirmed(announced.id());
    }
}
