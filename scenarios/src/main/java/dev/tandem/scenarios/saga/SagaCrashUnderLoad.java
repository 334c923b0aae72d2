package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;

/** The orchestrator and a participant die under load, where batches are large and much is half done. */
public final class SagaCrashUnderLoad implements Story {

    @Override
    public String name() {
        return "saga-crash-under-load";
    }

    @Override
    public String about() {
        return "200 orders in flight, one in ten failing; kill -9 of orchestrator and payment-service: all end, none is charged twice.";
    }

    @Override
    public void play(Stage stage) {
        var orders = stage.options().orders();
        try (var traffic = stage.traffic(orders)) {
            traffic.awaitAccepted(orders / 4);
            stage.kill("saga-orchestrator");
            traffic.awaitAllAccepted();
            stage.tell("%d orders are accepted, %d of them in flight"
                    .formatted(orders, stage.inFlight(traffic.accepted())));
            stage.start("saga-orchestrator");
            stage.kill("payment-service");
            stage.start("payment-service");
            traffic.checkAllEndWell();
        }
        stage.tell("in the gateway's own books nobody is charged twice");
    }
}
