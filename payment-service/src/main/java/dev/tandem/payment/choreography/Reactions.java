package dev.tandem.payment.choreography;

import dev.tandem.contracts.CancellationReason;
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
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentCommand.RefundPayment;
import java.util.Optional;
import java.util.UUID;

/**
 * What events mean here: an order is to be paid for; goods that are not to be had, or were given back, are not to be
 * paid for. When an order is cancelled, whatever the reason, its money goes back if it was taken, and is never taken if
 * it was not.
 */
final class Reactions {

    private Reactions() {}

    static Optional<PaymentCommand> to(OrderEvent event) {
        return switch (event) {
            case OrderCreated order ->
                Optional.of(new ProcessPayment(
                        order.orderId(), order.customerId(), order.total(), order.currency(), order.payment()));
            case OrderCancelled(var orderId, var reason) -> refund(orderId, reason);
            case OrderConfirmed _, OrderCancellationRequested _, CustomerRegistered _ -> Optional.empty();
        };
    }

    static Optional<PaymentCommand> to(InventoryEvent event) {
        return switch (event) {
            case InventoryReservationFailed(var orderId, var reason) -> refund(orderId, reason);
            case InventoryReleased(var orderId, var _, var reason) -> refund(orderId, reason);
            case InventoryReserved _, InventoryReservationConfirmed _, StockChanged _ -> Optional.empty();
        };
    }

    private static Optional<PaymentCommand> refund(UUID orderId, CancellationReason reason) {
        return Optional.of(new RefundPayment(orderId, reason));
    }
}
