package dev.tandem.scenarios.saga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;

/** Guide, 'Saga Execution Coordinator'; design, outbox: the broker may be away, and work goes on. */
public final class SagaBrokerDown implements Story {

    private static final int ORDERS = 20;

    @Override
    public String name() {
        return "saga-broker-down";
    }

    @Override
    public String about() {
        return "Kafka is killed and stays away: orders are still accepted, and finish when it is back.";
    }

    @Override
    public void play(Stage stage) {
        stage.kill("kafka");
        try (var traffic = stage.traffic(ORDERS)) {
            traffic.awaitAllAccepted();
            stage.tell("%d orders are accepted nevertheless".formatted(ORDERS));
            assertThat(stage.inFlight(traffic.accepted()))
                    .as("orders in flight")
                    .isEqualTo(ORDERS);
            stage.pass(stage.options().outage());
            assertThat(stage.inFlight(traffic.accepted()))
                    .as("orders in flight")
                    .isEqualTo(ORDERS);

            stage.start("kafka");
            traffic.checkAllEndWell();
        }
    }
}
