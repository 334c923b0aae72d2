package dev.tandem.inventory.reservation;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reservations to look at, whatever became of them. */
@Component
@Transactional(readOnly = true)
class ReadingReservations {

    /** Greater than any id. */
    private static final UUID LAST = new UUID(-1L, -1L);

    private final Reservations reservations;

    ReadingReservations(Reservations reservations) {
        this.reservations = reservations;
    }

    public Optional<ReservationView> find(UUID id) {
        return reservations.find(id).map(ReservationView::of);
    }

    public Optional<ReservationView> ofOrder(UUID orderId) {
        return reservations.ofOrder(orderId).map(ReservationView::of);
    }

    /** The newest of all, or of those before that one. */
    public List<ReservationView> newest(@Nullable UUID before, int limit) {
        return reservations.newest(before == null ? LAST : before, limit).stream()
                .map(ReservationView::of)
                .toList();
    }
}
