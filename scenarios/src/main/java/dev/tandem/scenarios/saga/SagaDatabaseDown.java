package dev.tandem.scenarios.saga;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;

/** Every service's database dies with kill -9 in the middle of it all, and recovers from its log. */
public final class SagaDatabaseDown implements Story {

    private static final int ORDERS = 40;

    @Override
    public String name() {
        return "saga-database-down";
    }

    @Override
    public String about() {
        return "kill -9 of PostgreSQL while orders flow: what was accepted is carried out when it is back.";
    }

    @Override
    public void play(Stage stage) {
        stage.tell("%d customers order".formatted(ORDERS));
        try (var traffic = stage.traffic(ORDERS)) {
            traffic.awaitAccepted(ORDERS / 4);
            stage.kill("postgres");
            stage.start("postgres");
            traffic.checkAllEndWell();
        }
    }
}
