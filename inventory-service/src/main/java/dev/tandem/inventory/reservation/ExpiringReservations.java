package dev.tandem.inventory.reservation;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.inventory.stock.StockLevels;
import dev.tandem.locks.job.Fence;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives units back whose order nobody decided in time, so that a saga that died for good does not keep them. */
@Component
class ExpiringReservations {

    private final Reservations reservations;
    private final StockLevels stockLevels;
    private final Outbox outbox;
    private final ReservationProperties properties;

    ExpiringReservations(
            Reservations reservations, StockLevels stockLevels, Outbox outbox, ReservationProperties properties) {
        this.reservations = reservations;
        this.stockLevels = stockLevels;
        this.outbox = outbox;
        this.properties = properties;
    }

    /**
     * Lets the longest overdue ones expire; safe to be called by several instances at a time. A confirmation that is
     * just being handled wins, whatever the clock says: until here the units are still set aside.
     *
     * @param fence keeps out a sweep that another instance has taken over
     * @return how many expired, at most a batch
     */
    @Transactional
    public int expireSome(Fence fence) {
        var overdue = reservations.claimOverdue(properties.sweepBatch());
        if (overdue.isEmpty() || !fence.admits()) {
            return 0;
        }
        var stock = stockLevels.lock(overdue.stream()
                .flatMap(reservation -> reservation.lines().stream())
                .map(ReservationLine::sku)
                .collect(Collectors.toSet()));
        var now = reservations.now();
        for (var reservation : overdue) {
            reservation.lines().forEach(line -> stock.release(line.key(), line.quantity()));
            reservation.expire(now);
            outbox.send(released(reservation), reservation.origin());
        }
        return overdue.size();
    }

    private static Message released(Reservation reservation) {
        var orderId = reservation.orderId();
        var event = new InventoryReleased(orderId, reservation.id(), CancellationReason.TIMEOUT);
        return Message.event(Topics.INVENTORY_EVENTS, orderId, event);
    }
}
