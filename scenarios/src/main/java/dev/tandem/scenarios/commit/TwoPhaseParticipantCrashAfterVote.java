package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;

/** Guide, 'Participant Failure Handling', scenario 2: a crash in the prepared state. */
public final class TwoPhaseParticipantCrashAfterVote implements Story {

    @Override
    public String name() {
        return "2pc-participant-crash-after-vote";
    }

    @Override
    public String about() {
        return "A service dies after its yes, once before the coordinator has heard it and once before it hears the decision, the database with it: it asks.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm("payment-service", Fault.crashAt("participant.after-vote"));
        var unheard = round.place();
        assertThat(unheard.httpStatus()).isEqualTo(409);
        stage.awaitDeath("payment-service");
        assertThat(round.prepared()).as("what survived it").hasSize(1);
        stage.tell("its yes was lost: aborted, but its branch is still prepared");
        stage.start("payment-service");
        round.awaitEnd(unheard.orderId(), "ABORTED");
        round.awaitAborted(unheard.orderId(), "TIMEOUT");

        stage.arm("payment-service", Fault.crashAt("participant.before-commit"));
        var misses = round.place();
        assertThat(misses.httpStatus()).isEqualTo(201);
        stage.awaitDeath("payment-service");
        stage.kill("postgres");
        stage.start("postgres");
        assertThat(round.prepared()).as("what survived both").hasSize(1);
        stage.tell("committed, and the one who missed it is prepared still, after its database died, too");
        stage.start("payment-service");
        round.awaitEnd(misses.orderId(), "COMMITTED");
        round.awaitConfirmed(misses.orderId());
    }
}
