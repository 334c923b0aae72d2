package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.time.Duration;

/** Guide, 'Timeout Challenges', and a vote that comes when it is over. */
public final class TwoPhaseLateVote implements Story {

    @Override
    public String name() {
        return "2pc-late-vote";
    }

    @Override
    public String about() {
        return "A request to prepare is carried out after its transaction was aborted: it finds the tombstone, and holds nothing.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm("payment-service", Fault.delayAt("participant.before-prepare", Duration.ofSeconds(14)));

        var receipt = round.place();

        assertThat(receipt.httpStatus()).isEqualTo(409);
        assertThat(receipt.reason()).isEqualTo("TIMEOUT");
        stage.tell("409, TIMEOUT; the request to prepare is still asleep in payment-service");
        stage.pass(Duration.ofSeconds(6));
        round.awaitEnd(receipt.orderId(), "ABORTED");
        round.awaitAborted(receipt.orderId(), "TIMEOUT");
        assertThat(round.place().httpStatus()).as("bob's wallet is free").isEqualTo(201);
    }
}
