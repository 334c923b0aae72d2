package dev.tandem.contracts.inventory;

import dev.tandem.contracts.CancellationReason;
import java.util.List;
import java.util.UUID;

/** What happened at inventory-service. */
public sealed interface InventoryEvent {

    /** So many of one article, from one warehouse. */
    record Allocation(String sku, String warehouse, int quantity) {}

    record StockChanged(String sku, String warehouse, int onHand) implements InventoryEvent {}

    record InventoryReserved(UUID orderId, UUID reservationId, List<Allocation> allocations)
            implements InventoryEvent {}

    record InventoryReservationFailed(UUID orderId, CancellationReason reason) implements InventoryEvent {}

    record InventoryReservationConfirmed(UUID orderId, UUID reservationId) implements InventoryEvent {}

    record InventoryReleased(UUID orderId, UUID reservationId, CancellationReason reason) implements InventoryEvent {}
}
