package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.util.List;

/** Semantics of the inbox: effect, answer and offset survive kill -9 at any moment, so every order ends as it should. */
public final class SagaParticipantCrash implements Story {

    private static final int ORDERS_EACH = 40;

    @Override
    public String name() {
        return "saga-participant-crash";
    }

    @Override
    public String about() {
        return "kill -9 of each participant in turn while orders flow: every order ends as if nothing had happened.";
    }

    @Override
    public void play(Stage stage) {
        for (var service : List.of("order-service", "payment-service", "inventory-service", "shipping-service")) {
            stage.tell("%d customers order".formatted(ORDERS_EACH));
            try (var traffic = stage.traffic(ORDERS_EACH)) {
                traffic.awaitAccepted(ORDERS_EACH / 4);
                stage.kill(service);
                stage.start(service);
                traffic.checkAllEndWell();
            }
        }
    }
}
