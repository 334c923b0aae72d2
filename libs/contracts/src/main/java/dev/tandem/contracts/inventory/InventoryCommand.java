package dev.tandem.contracts.inventory;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderLine;
import java.util.List;
import java.util.UUID;

/** What inventory-service can be told to do. Each may arrive more than once and has its effect once. */
public sealed interface InventoryCommand {

    UUID orderId();

    /** Answered with {@link ReservationReceipt}; refused as {@code OUT_OF_STOCK}. */
    record ReserveInventory(UUID orderId, List<OrderLine> items) implements InventoryCommand {}

    /** Makes the reservation final; refused as {@code TIMEOUT} if it expired meanwhile. */
    record ConfirmReservation(UUID orderId) implements InventoryCommand {}

    /** Compensates {@link ReserveInventory}: the reservation stays, marked as released. */
    record ReleaseInventory(UUID orderId, CancellationReason reason) implements InventoryCommand {}
}
