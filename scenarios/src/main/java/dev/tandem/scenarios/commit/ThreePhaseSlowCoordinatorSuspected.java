package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;

/** Guide, 'Perfect Failure Detection Required': slow, or dead? */
public final class ThreePhaseSlowCoordinatorSuspected implements Story {

    @Override
    public String name() {
        return "3pc-slow-coordinator-suspected";
    }

    @Override
    public String about() {
        return "The coordinator only stands still, the four take it for dead and abort; when it wakes up and says pre-commit, it hears what they have done.";
    }

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        var announced = round.announce();
        stage.pause(Round.COORDINATOR);

        round.awaitAgreement(announced.id(), "ABORTED");
        stage.tell("suspected, and given up: aborted");

        stage.resume(Round.COORDINATOR);
        var transaction = round.awaitEnd(announced.id(), "ABORTED");
        assertThat(transaction.heuristic()).isNull();
        assertThat(announced.receipt().join().httpStatus()).isIn(409, 503);
        round.awaitAborted(announced.id(), "ABORTED");
        stage.tell("it had been about to commit, and could not any more: an unnecessary abort, and no split");
    }
}
