package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;

/** Guide, 'Participant Failure Handling', scenario 1: the coordinator waits, hears nothing, and decides to abort. */
public final class TwoPhaseNoAnswer implements Story {

    @Override
    public String name() {
        return "2pc-no-answer";
    }

    @Override
    public String about() {
        return "A service says nothing, which counts as no; when it wakes up, nothing of the order is left there.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.pause("shipping-service");

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("TIMEOUT");
        stage.tell("409, TIMEOUT: silence is a no");

        stage.resume("shipping-service");
        round.awaitEnd(receipt.orderId(), "ABORTED");
        round.awaitAborted(receipt.orderId(), "TIMEOUT");
    }
}
