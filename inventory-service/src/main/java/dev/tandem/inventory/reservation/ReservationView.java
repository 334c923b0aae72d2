package dev.tandem.inventory.reservation;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.inventory.InventoryEvent.Allocation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reservation as others see it.
 *
 * @param reason why nothing is set aside any more; {@code null} while something is
 * @param expiresAt when it ends, or ended, by itself; {@code null} if it does not
 * @param lines what is, or was, set aside; empty if nothing ever was
 */
record ReservationView(
        UUID reservationId,
        UUID orderId,
        ReservationStatus status,
        @Nullable CancellationReason reason,
        @Nullable Instant expiresAt,
        List<Allocation> lines,
        Instant createdAt,
        Instant updatedAt) {

    static ReservationView of(Reservation reservation) {
        return new ReservationView(
                reservation.id(),
                reservation.orderId(),
                reservation.status(),
                reservation.reason(),
                reservation.expiresAt(),
                reservation.lines().stream().map(ReservationLine::toAllocation).toList(),
                reservation.createdAt(),
                reservation.updatedAt());
    }
}
