package dev.tandem.inventory.choreography;

import static dev.tandem.contracts.Coordination.SAGA_CHOREOGRAPHED;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What inventory-service listens to when nobody tells it what to do. It reacts by what it does on command, so that what
 * holds for commands holds here: once per order, in any sequence, and never after a release.
 */
@Configuration(proxyBeanMethods = false)
class InventoryChoreography {

    private final Baskets baskets;
    private final BatchHandler<InventoryCommand> commands;

    InventoryChoreography(Baskets baskets, BatchHandler<InventoryCommand> commands) {
        this.baskets = baskets;
        this.commands = commands;
    }

    @Bean
    Subscription<OrderEvent> choreographyOfOrders() {
        return Subscription.events(Topics.ORDER_EVENTS, OrderEvent.class, this::reactToOrders)
                .as("choreography")
                .only(List.of(OrderCreated.class, OrderCancelled.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    @Bean
    Subscription<PaymentEvent> choreographyOfPayments() {
        return Subscription.events(Topics.PAYMENT_EVENTS, PaymentEvent.class, this::reactToPayments)
                .as("choreography")
                .only(List.of(PaymentCompleted.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    @Bean
    Subscription<ShippingEvent> choreographyOfShipments() {
        return Subscription.events(
                        Topics.SHIPPING_EVENTS, ShippingEvent.class, BatchHandler.reacting(Reactions::to, commands))
                .as("choreography")
                .only(List.of(ShipmentCreated.class, ShipmentFailed.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    void reactToOrders(List<Delivery<OrderEvent>> batch) {
        var items = new HashMap<UUID, List<OrderLine>>();
        for (var delivery : batch) {
            if (delivery.body() instanceof OrderCreated order) {
                items.put(order.orderId(), Reactions.itemsOf(order));
            }
        }
        var paid = baskets.fill(items);
        BatchHandler.<OrderEvent, InventoryCommand>reacting(event -> Reactions.to(event, paid), commands)
                .handle(batch);
    }

    void reactToPayments(List<Delivery<PaymentEvent>> batch) {
        var paid = batch.stream()
                .map(Delivery::body)
                .filter(PaymentCompleted.class::isInstance)
                .map(event -> ((PaymentCompleted) event).orderId())
                .collect(Collectors.toSet());
        var known = baskets.ofPaid(paid);
        BatchHandler.<PaymentEvent, InventoryCommand>reacting(event -> Reactions.to(event, known), commands)
                .handle(batch);
    }
}
