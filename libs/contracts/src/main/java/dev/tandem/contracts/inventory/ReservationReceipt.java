package dev.tandem.contracts.inventory;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@link InventoryCommand.ReserveInventory}.
 *
 * @param reservedUntil when the units go back on the shelf unless the reservation is confirmed before; {@code null} if
 *     they do not by themselves
 */
public record ReservationReceipt(
        UUID reservationId, @Nullable Instant reservedUntil) {

    /** Of a reservation that lasts. */
    public ReservationReceipt(UUID reservationId) {
        this(reservationId, null);
    }
}
