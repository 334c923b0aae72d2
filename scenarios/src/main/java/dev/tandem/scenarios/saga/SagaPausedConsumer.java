package dev.tandem.scenarios.saga;

import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;

/**
 * Semantics of a rebalance in the middle of a batch: a replica is frozen for longer than its session at the broker, another
 * takes its partitions over, and then it wakes up with work in its hands that is somebody else's by now.
 */
public final class SagaPausedConsumer implements Story {

    private static final int ORDERS = 60;

    /** The session is 10 s. */
    private static final Duration LONGER_THAN_ITS_SESSION = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "saga-paused-consumer";
    }

    @Override
    public String about() {
        return "A replica sleeps past its session while another takes over, and wakes up: each step is done once.";
    }

    @Override
    public void play(Stage stage) {
        stage.start("payment-service-2");
        try (var traffic = stage.traffic(ORDERS)) {
            traffic.awaitAccepted(ORDERS / 4);
            stage.pause("payment-service");
            traffic.awaitAllAccepted();
            stage.pass(LONGER_THAN_ITS_SESSION);
            // It may hold rows that others want, until the database has had enough of a transaction that does nothing.
            await("the other replica goes on")
                    .atMost(PATIENCE)
                    .until(() -> stage.inFlight(traffic.accepted()) < ORDERS);
            stage.tell("payment-service-2 does the work of both; %d orders are left"
                    .formatted(stage.inFlight(traffic.accepted())));
            stage.resume("payment-service");
            traffic.checkAllEndWell();
        }
    }
}
