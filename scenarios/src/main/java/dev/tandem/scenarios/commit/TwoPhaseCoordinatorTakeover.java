package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.Unanswered;
import java.time.Duration;

/** Guide, 'Single Point of Failure': not with a second coordinator, if the first one can be told that it is replaced. */
public final class TwoPhaseCoordinatorTakeover implements Story {

    private static final String SECOND = "saga-orchestrator-2";

    @Override
    public String name() {
        return "2pc-coordinator-takeover";
    }

    @Override
    public String about() {
        return "The coordinator stands still after its decision, another replica finishes, and when the first one wakes up, nobody listens to it.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.start(SECOND);
        stage.arm(Round.COORDINATOR, Fault.delayAt("coordinator.after-decision", Duration.ofSeconds(4)));
        var receipt = round.placeInTheBackground();
        var orderId = round.awaitVoted();
        round.awaitState(SECOND, orderId, "COMMITTING");
        stage.pause(Round.COORDINATOR);
        stage.tell("it has decided, told nobody, and stands still");

        var finished = round.awaitState(SECOND, orderId, "COMMITTED");
        assertThat(finished.epoch()).isGreaterThan(1);
        round.awaitPrepared(count -> count == 0);
        stage.tell("%s has taken over in epoch %d and finished".formatted(SECOND, finished.epoch()));

        stage.resume(Round.COORDINATOR);
        await("the one that was replaced finds out")
                .atMost(Duration.ofMinutes(1))
                .ignoreException(Unanswered.class)
                .until(() -> stage.coordination().timesReplaced(Round.COORDINATOR) > 0);
        receipt.join();
        round.awaitEnd(orderId, "COMMITTED");
        round.awaitConfirmed(orderId);
        stage.tell("what the first one said when it woke up was refused");
    }
}
