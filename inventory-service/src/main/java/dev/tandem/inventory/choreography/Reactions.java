package dev.tandem.inventory.choreography;

import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What events mean here: for an order that is paid for, units are set aside; when its parcel is packed, they are its for
 * good; when it cannot be sent, or the order is cancelled, they are given back.
 */
final class Reactions {

    private Reactions() {}

    /** @param paid orders that were paid for before it was known what they are of */
    static Optional<InventoryCommand> to(OrderEvent event, Set<UUID> paid) {
        return switch (event) {
            case OrderCreated order ->
                paid.contains(order.orderId())
                        ? Optional.of(new ReserveInventory(order.orderId(), itemsOf(order)))
                        : Optional.empty();
            case OrderCancelled(var orderId, var reason) -> Optional.of(new ReleaseInventory(orderId, reason));
            case OrderConfirmed _, OrderCancellationRequested _, CustomerRegistered _ -> Optional.empty();
        };
    }

    /** @param baskets what orders are of, as far as it is known */
    static Optional<InventoryCommand> to(PaymentEvent event, Map<UUID, List<OrderLine>> baskets) {
        return switch (event) {
            case PaymentCompleted paid ->
                Optional.ofNullable(baskets.get(paid.orderId()))
                        .map(items -> new ReserveInventory(paid.orderId(), items));
            case PaymentFailed _, PaymentRefunded _, AccountOpened _, FundsDeposited _ -> Optional.empty();
        };
    }

    static Optional<InventoryCommand> to(ShippingEvent event) {
        return switch (event) {
            case ShipmentCreated(var orderId, var _) -> Optional.of(new ConfirmReservation(orderId));
            case ShipmentFailed(var orderId, var reason) -> Optional.of(new ReleaseInventory(orderId, reason));
            case ShipmentHandedOver _, ShipmentCancelled _ -> Optional.empty();
        };
    }

    static List<OrderLine> itemsOf(OrderCreated order) {
        return order.items().stream()
                .map(item -> new OrderLine(item.sku(), item.quantity()))
                .toList();
    }
}
