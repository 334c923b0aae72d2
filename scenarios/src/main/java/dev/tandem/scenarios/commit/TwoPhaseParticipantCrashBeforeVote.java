package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Participant Failure Handling', scenario 1: a crash before responding to PREPARE. */
public final class TwoPhaseParticipantCrashBeforeVote implements Story {

    @Override
    public String name() {
        return "2pc-participant-crash-before-vote";
    }

    @Override
    public String about() {
        return "A service dies before it has voted: the transaction is aborted, and it comes back with nothing.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm("payment-service", Fault.crashAt("participant.before-vote"));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("TIMEOUT");
        stage.awaitDeath("payment-service");
        stage.start("payment-service");
        round.awaitEnd(receipt.orderId(), "ABORTED");
        round.awaitAborted(receipt.orderId(), "TIMEOUT");
    }
}
