package dev.tandem.scenarios.commit;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.time.Duration;

/** Guide, 'Participant Failure Handling', scenario 2: B can also ask other participants for the outcome. */
public final class TwoPhaseAskThePeers implements Story {

    @Override
    public String name() {
        return "2pc-ask-the-peers";
    }

    @Override
    public String about() {
        return "The coordinator is gone, and a service that missed the decision hears it from another one.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm(Round.COORDINATOR, Fault.delayAt("coordinator.after-decision", Duration.ofSeconds(4)));
        var receipt = round.placeInTheBackground();
        var id = round.awaitVoted();
        round.awaitState(Round.COORDINATOR, id, "COMMITTING");
        stage.cut(Round.COORDINATOR, "payment-service");

        round.awaitPrepared(count -> count < 4);
        stage.kill(Round.COORDINATOR);

        round.awaitPrepared(count -> count == 0);
        stage.tell("with the coordinator dead, payment-service has asked around and committed");
        stage.start(Round.COORDINATOR);
        stage.heal(Round.COORDINATOR, "payment-service");
        var orderId = receipt.join().orderId();
        round.awaitEnd(orderId, "COMMITTED");
        round.awaitConfirmed(orderId);
    }
}
