package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.Traffic;
import java.time.Duration;
import java.util.Comparator;

/**
 * Guide, 'Single point of coordination': not with two. Replicas know nothing of each other; partitions divide the
 * answers, row locks and versions settle the rest, and a replica that stands still loses what it held.
 */
public final class SagaTwoOrchestrators implements Story {

    private static final String FIRST = "saga-orchestrator";
    private static final String SECOND = "saga-orchestrator-2";
    private static final Duration STANDSTILL = Duration.ofMinutes(1);
    private static final Duration STEP_TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "saga-two-orchestrators";
    }

    @Override
    public String about() {
        return "Two orchestrators under load, one killed, one stopped for a minute: each step once, nobody waits longer than a step may.";
    }

    @Override
    public void play(Stage stage) {
        stage.start(SECOND);
        var orders = stage.options().orders();

        try (var traffic = stage.traffic(orders)) {
            traffic.awaitAccepted(orders / 4);
            stage.kill(FIRST);
            traffic.awaitAllAccepted();
            stage.start(FIRST);
            check(stage, traffic);
        }

        try (var traffic = stage.traffic(orders)) {
            traffic.awaitAccepted(orders / 4);
            stage.pause(SECOND);
            traffic.awaitAllAccepted();
            stage.pass(STANDSTILL);
            var waiting = stage.inFlight(traffic.accepted());
            stage.resume(SECOND);
            assertThat(waiting).as("orders that waited for who stood still").isZero();
            stage.tell("all orders ended while it stood still");
            check(stage, traffic);
        }
    }

    /** That each step was carried out once is what the services' books say, which are checked for all orders at once. */
    private static void check(Stage stage, Traffic traffic) {
        traffic.checkAllEndWell();
        var longest = traffic.accepted().stream()
                .map(orderId -> stage.awaitSagaEnd(orderId).longestPause())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        stage.checkSettled(traffic.accepted());
        stage.tell("each step once; the longest that any saga waited was %.1f s".formatted(longest.toMillis() / 1e3));
        assertThat(longest).isLessThan(STEP_TIMEOUT);
    }
}
