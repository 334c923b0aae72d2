package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Key properties': after pre-commit, if the coordinator fails, participants can safely commit. */
public final class ThreePhaseCoordinatorCrashAfterPreCommit implements Story {

    @Override
    public String name() {
        return "3pc-coordinator-crash-after-pre-commit";
    }

    @Override
    public String about() {
        return "The coordinator dies when all are in pre-commit, and the database with it: what they know survives, and they commit by themselves.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.before-decision"));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(503);
        stage.awaitDeath(Round.COORDINATOR);
        stage.kill("postgres");
        stage.start("postgres");
        round.awaitAgreement(receipt.orderId(), "COMMITTED");
        stage.tell("four pre-commits were on disk, and four branches: committed, with the coordinator dead");
        stage.start(Round.COORDINATOR);
        round.awaitEnd(receipt.orderId(), "COMMITTED");
        round.awaitConfirmed(receipt.orderId());
    }
}
