package dev.tandem.order.flow;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.inventory.InventoryEvent.StockChanged;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.AccountOpened;
import dev.tandem.contracts.payment.PaymentEvent.FundsDeposited;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCancelled;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentHandedOver;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Subscription;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Sees what happens to orders in every service, whatever coordinates them, and writes it down. It takes part in nothing:
 * no order goes another way because of it, and none waits for it.
 */
@Configuration(proxyBeanMethods = false)
class FlowObserver {

    private final Sightings sightings;

    FlowObserver(Sightings sightings) {
        this.sightings = sightings;
    }

    @Bean
    Subscription<OrderEvent> sightingsOfOrders() {
        return Subscription.sightings(Topics.ORDER_EVENTS, OrderEvent.class, noting(FlowObserver::reason))
                .as("flow")
                .only(List.of(
                        OrderCreated.class,
                        OrderConfirmed.class,
                        OrderCancellationRequested.class,
                        OrderCancelled.class));
    }

    @Bean
    Subscription<PaymentEvent> sightingsOfPayments() {
        return Subscription.sightings(Topics.PAYMENT_EVENTS, PaymentEvent.class, noting(FlowObserver::reason))
                .as("flow")
                .only(List.of(PaymentCompleted.class, PaymentFailed.class, PaymentRefunded.class));
    }

    @Bean
    Subscription<InventoryEvent> sightingsOfInventory() {
        return Subscription.sightings(Topics.INVENTORY_EVENTS, InventoryEvent.class, noting(FlowObserver::reason))
                .as("flow")
                .only(List.of(
                        InventoryReserved.class,
                        InventoryReservationFailed.class,
                        InventoryReservationConfirmed.class,
                        InventoryReleased.class));
    }

    @Bean
    Subscription<ShippingEvent> sightingsOfShipments() {
        return Subscription.sightings(Topics.SHIPPING_EVENTS, ShippingEvent.class, noting(FlowObserver::reason))
                .as("flow");
    }

    private <E> BatchHandler<E> noting(Function<E, @Nullable CancellationReason> reason) {
        return batch -> sightings.add(batch.stream()
                .map(delivery -> sighting(delivery, reason.apply(delivery.body())))
                .toList());
    }

    private static Sighting sighting(Delivery<?> delivery, @Nullable CancellationReason reason) {
        var envelope = delivery.envelope();
        return new Sighting(
                UUID.fromString(envelope.key()),
                envelope.id(),
                envelope.type(),
                envelope.source().substring(1), // it is written as a path
                reason,
                envelope.time());
    }

    private static @Nullable CancellationReason reason(OrderEvent event) {
        return event instanceof OrderCancelled cancelled ? cancelled.reason() : null;
    }

    private static @Nullable CancellationReason reason(PaymentEvent event) {
        return switch (event) {
            case PaymentFailed failed -> failed.reason();
            case PaymentRefunded refunded -> refunded.reason();
            case PaymentCompleted _, AccountOpened _, FundsDeposited _ -> null;
        };
    }

    private static @Nullable CancellationReason reason(InventoryEvent event) {
        return switch (event) {
            case InventoryReservationFailed failed -> failed.reason();
            case InventoryReleased released -> released.reason();
            case InventoryReserved _, InventoryReservationConfirmed _, StockChanged _ -> null;
        };
    }

    private static @Nullable CancellationReason reason(ShippingEvent event) {
        return switch (event) {
            case ShipmentFailed failed -> failed.reason();
            case ShipmentCancelled cancelled -> cancelled.reason();
            case ShipmentCreated _, ShipmentHandedOver _ -> null;
        };
    }
}
