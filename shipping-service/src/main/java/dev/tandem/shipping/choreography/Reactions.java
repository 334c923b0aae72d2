package dev.tandem.shipping.choreography;

import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.inventory.InventoryEvent.StockChanged;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingCommand.CancelShipment;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What events mean here: what is set aside is sent; when the order is cancelled, nothing is sent any more. */
final class Reactions {

    private Reactions() {}

    /** @param packable orders for which units were set aside before it was known where they go */
    static Optional<ShippingCommand> to(OrderEvent event, Set<UUID> packable) {
        return switch (event) {
            case OrderCreated order ->
                packable.contains(order.orderId())
                        ? Optional.of(new CreateShipment(order.orderId(), order.shippingAddress()))
                        : Optional.empty();
            case OrderCancelled(var orderId, var reason) -> Optional.of(new CancelShipment(orderId, reason));
            case OrderConfirmed _, OrderCancellationRequested _, CustomerRegistered _ -> Optional.empty();
        };
    }

    /** @param labels where orders go, as far as it is known */
    static Optional<ShippingCommand> to(InventoryEvent event, Map<UUID, Address> labels) {
        return switch (event) {
            case InventoryReserved reserved ->
                Optional.ofNullable(labels.get(reserved.orderId()))
                        .map(address -> new CreateShipment(reserved.orderId(), address));
            case InventoryReservationFailed _, InventoryReservationConfirmed _, InventoryReleased _, StockChanged _ ->
                Optional.empty();
        };
    }
}
