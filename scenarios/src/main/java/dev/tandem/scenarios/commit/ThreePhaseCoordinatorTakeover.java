package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.Unanswered;
import java.time.Duration;

/** Guide, 'Higher Coordinator Complexity': a new coordinator first brings everyone to one state. */
public final class ThreePhaseCoordinatorTakeover implements Story {

    @Override
    public String name() {
        return "3pc-coordinator-takeover";
    }

    @Override
    public String about() {
        return "The coordinator stands still with all pre-commits in its hands; another replica, or the four themselves, finish, and when it wakes up nobody listens.";
    }

    private static final String SECOND = "saga-orchestrator-2";

    @Override
    public void play(Stage stage) {
        var round = Round.ofThreePhases(stage);
        stage.start(SECOND);
        stage.arm(Round.COORDINATOR, Fault.delayAt("coordinator.before-decision", Duration.ofSeconds(4)));
        var receipt = round.placeInTheBackground();
        var id = round.awaitVoted();
        round.awaitBranches(id, "PRE_COMMITTED", Round.PARTICIPANTS);
        stage.pause(Round.COORDINATOR);
        stage.tell("all four have acknowledged their pre-commit, and the coordinator stands still");

        var finished = round.awaitState(SECOND, id, "COMMITTED");
        assertThat(finished.epoch()).isGreaterThan(1);
        round.awaitAgreement(id, "COMMITTED");
        stage.tell("%s has taken over and finished in epoch %d".formatted(SECOND, finished.epoch()));

        stage.resume(Round.COORDINATOR);
        await("the one that was replaced finds out")
                .atMost(Duration.ofMinutes(1))
                .ignoreException(Unanswered.class)
                .until(() -> stage.coordination().timesReplaced(Round.COORDINATOR) > 0);
        receipt.join();
        round.awaitEnd(id, "COMMITTED");
        round.awaitConfirmed(id);
        stage.tell("what the first one wanted when it woke up was refused");
    }
}
