package dev.tandem.scenarios.choreography;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Basket;
import java.util.List;

/** Guide, 'Choreography-Based Sagas': the failure of one service does not block the others. */
public final class ChoreographyServiceDownAndBack implements Story {

    private static final int ORDERS_EACH = 40;

    @Override
    public String name() {
        return "choreography-service-down-and-back";
    }

    @Override
    public String about() {
        return "kill -9 of each service in turn while orders flow: the others go on, and the orders when it is back.";
    }

    @Override
    public void play(Stage stage) {
        for (var service : List.of("payment-service", "inventory-service", "shipping-service", "order-service")) {
            stage.tell("%d customers order".formatted(ORDERS_EACH));
            try (var traffic = stage.choreographedTraffic(ORDERS_EACH)) {
                traffic.awaitAccepted(ORDERS_EACH / 4);
                stage.kill(service);
                if (!service.equals("order-service")) {
                    awaitItsTurn(stage, service);
                }
                stage.start(service);
                traffic.checkAllEndWell();
            }
        }
    }

    /** Orders are taken, and go as far as they can. */
    private static void awaitItsTurn(Stage stage, String service) {
        var orderId = stage.shop().place(Basket.of("bob").with("sticker", 1).choreographed());
        stage.awaitFlow(orderId, "waits for " + service, flow -> flow.waitsFor(service));
        stage.tell("an order that is placed now waits for %s, and for nobody else".formatted(service));
    }
}
