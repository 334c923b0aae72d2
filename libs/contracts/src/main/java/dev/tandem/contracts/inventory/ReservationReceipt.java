package dev.tandem.contracts.inventory;

import java.util.UUID;

/** Answer to {@link InventoryCommand.ReserveInventory}. */
public record ReservationReceipt(UUID reservationId) {}
