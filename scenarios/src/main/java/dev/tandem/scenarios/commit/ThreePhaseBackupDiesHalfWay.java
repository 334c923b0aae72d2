package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.util.TreeSet;

/** Guide, 'Higher Coordinator Complexity': more failure scenarios, such as a second crash. */
public final class ThreePhaseBackupDiesHalfWay implements Story {

    @Override
    public String name() {
        return "3pc-backup-dies-half-way";
    }

    @Override
    public String about() {
        return "Whoever leads the four in the coordinator's place dies half-way, some before anything is proposed and some after it is agreed: all have the same in the end.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        stage.arm("order-service", Fault.crashAt("participant.after-election"));
        stage.arm("inventory-service", Fault.crashAt("participant.after-election"));
        stage.arm("payment-service", Fault.crashAt("participant.after-agreement"));
        stage.arm("shipping-service", Fault.crashAt("participant.after-agreement"));
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.before-decision"));

        var receipt = round.place();

        stage.awaitDeath(Round.COORDINATOR);
        var died = new TreeSet<String>();
        stage.awaitThat("nobody is in doubt", () -> {
            for (var part : stage.dead()) {
                if (!part.equals(Round.COORDINATOR)) {
                    died.add(part);
                    stage.tell("%s led, and has died half-way".formatted(part));
                    stage.start(part);
                }
            }
            return round.prepared().isEmpty();
        });
        assertThat(died).isNotEmpty();
        round.awaitAgreement(receipt.orderId(), "COMMITTED");
        stage.start(Round.COORDINATOR);
        round.awaitEnd(receipt.orderId(), "COMMITTED");
        round.awaitConfirmed(receipt.orderId());
    }
}
