package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.time.Duration;
import java.util.List;

/** Guide, 'Blocking Nature and Limitations': waiting, waiting, waiting. */
public final class TwoPhaseBlocking implements Story {

    @Override
    public String name() {
        return "2pc-blocking";
    }

    @Override
    public String about() {
        return "With the coordinator dead between vote and decision, four services hold their locks, and whoever wants the same waits: seen, measured, and over when it is back.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        stage.arm(Round.COORDINATOR, Fault.crashAt("coordinator.after-votes"));
        var receipt = round.place();
        stage.awaitDeath(Round.COORDINATOR);

        var other = stage.shop().place(Round.basket().choreographed());
        stage.tell("bob orders the same once more, by a choreographed saga");
        await("somebody waits for bob's wallet")
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> longestQueue(stage) > 0);
        stage.pass(Duration.ofSeconds(8));
        assertThat(stage.shop().order(other).hasEnded()).isFalse();
        var branch = stage.coordination().branches("payment-service").path(0);
        assertThat(branch.path("ageSeconds").asDouble()).isGreaterThan(8);
        stage.tell("payment-service shows who blocks: a branch of %.0f s with %d locks"
                .formatted(
                        branch.path("ageSeconds").asDouble(),
                        branch.path("locks").asInt()));

        stage.start(Round.COORDINATOR);
        round.awaitEnd(receipt.orderId(), "ABORTED");
        round.awaitAborted(receipt.orderId(), "ABORTED");
        stage.awaitEnd(other);
        stage.checkSettled(List.of(other));
        stage.tell("and the order that waited has ended by itself");
    }

    private static int longestQueue(Stage stage) {
        return stage.coordination()
                .branches("payment-service")
                .path(0)
                .path("blocked")
                .asInt();
    }
}
