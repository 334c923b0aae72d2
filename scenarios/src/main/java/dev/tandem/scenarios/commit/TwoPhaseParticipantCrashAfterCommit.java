package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Participant Failure Handling', scenario 3: a crash after committing. */
public final class TwoPhaseParticipantCrashAfterCommit implements Story {

    @Override
    public String name() {
        return "2pc-participant-crash-after-commit";
    }

    @Override
    public String about() {
        return "A service dies after its commit and before its acknowledgement: told again, it says that it is done.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm("payment-service", Fault.crashAt("participant.after-commit"));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(201);
        stage.awaitDeath("payment-service");
        stage.start("payment-service");
        var transaction = round.awaitEnd(receipt.orderId(), "COMMITTED");
        assertThat(transaction.epoch()).as("told again").isGreaterThan(1);
        assertThat(transaction.heuristic()).isNull();
        round.awaitConfirmed(receipt.orderId());
    }
}
