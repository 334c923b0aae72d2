package dev.tandem.payment.choreography;

import static dev.tandem.contracts.Coordination.SAGA_CHOREOGRAPHED;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Subscription;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What payment-service listens to when nobody tells it what to do. It reacts by what it does on command, so that what
 * holds for commands holds here: once per order, in any sequence, and never after a refund.
 */
@Configuration(proxyBeanMethods = false)
class PaymentChoreography {

    @Bean
    Subscription<OrderEvent> choreographyOfOrders(BatchHandler<PaymentCommand> commands) {
        return Subscription.events(
                        Topics.ORDER_EVENTS, OrderEvent.class, BatchHandler.reacting(Reactions::to, commands))
                .as("choreography")
                .only(List.of(OrderCreated.class, OrderCancelled.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    @Bean
    Subscription<InventoryEvent> choreographyOfInventory(BatchHandler<PaymentCommand> commands) {
        return Subscription.events(
                        Topics.INVENTORY_EVENTS, InventoryEvent.class, BatchHandler.reacting(Reactions::to, commands))
                .as("choreography")
                .only(List.of(InventoryReservationFailed.class, InventoryReleased.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }
}
