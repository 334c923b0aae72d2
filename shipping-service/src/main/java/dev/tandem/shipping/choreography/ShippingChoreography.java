package dev.tandem.shipping.choreography;

import static dev.tandem.contracts.Coordination.SAGA_CHOREOGRAPHED;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShippingCommand;
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
 * What shipping-service listens to when nobody tells it what to do. It reacts by what it does on command, so that what
 * holds for commands holds here: once per order, in any sequence, and never after a cancellation.
 */
@Configuration(proxyBeanMethods = false)
class ShippingChoreography {

    private final Labels labels;
    private final BatchHandler<ShippingCommand> commands;

    ShippingChoreography(Labels labels, BatchHandler<ShippingCommand> commands) {
        this.labels = labels;
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
    Subscription<InventoryEvent> choreographyOfInventory() {
        return Subscription.events(Topics.INVENTORY_EVENTS, InventoryEvent.class, this::reactToInventory)
                .as("choreography")
                .only(List.of(InventoryReserved.class))
                .onlyIfCoordinatedBy(SAGA_CHOREOGRAPHED.wireName());
    }

    void reactToOrders(List<Delivery<OrderEvent>> batch) {
        var addresses = new HashMap<UUID, Address>();
        for (var delivery : batch) {
            if (delivery.body() instanceof OrderCreated order) {
                addresses.put(order.orderId(), order.shippingAddress());
            }
        }
        var packable = labels.write(addresses);
        BatchHandler.<OrderEvent, ShippingCommand>reacting(event -> Reactions.to(event, packable), commands)
                .handle(batch);
    }

    void reactToInventory(List<Delivery<InventoryEvent>> batch) {
        var packable = batch.stream()
                .map(Delivery::body)
                .filter(InventoryReserved.class::isInstance)
                .map(event -> ((InventoryReserved) event).orderId())
                .collect(Collectors.toSet());
        var known = labels.ofPackable(packable);
        BatchHandler.<InventoryEvent, ShippingCommand>reacting(event -> Reactions.to(event, known), commands)
                .handle(batch);
    }
}
