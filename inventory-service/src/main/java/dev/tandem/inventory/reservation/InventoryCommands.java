package dev.tandem.inventory.reservation;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryCommand;
import dev.tandem.contracts.inventory.InventoryCommand.ConfirmReservation;
import dev.tandem.contracts.inventory.InventoryCommand.ReleaseInventory;
import dev.tandem.contracts.inventory.InventoryCommand.ReserveInventory;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.inventory.ReservationReceipt;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.inventory.stock.Stock;
import dev.tandem.inventory.stock.StockLevels;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Reply;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reserves, confirms and releases: what is told to inventory-service, a batch in one transaction.
 *
 * <p>Locks what the batch needs with two queries, decides message by message in memory ({@link Decision}), each
 * seeing what the earlier ones did, and writes the outcome with batched statements.
 */
@Component
class InventoryCommands implements BatchHandler<InventoryCommand> {

    private static final Logger log = LoggerFactory.getLogger(InventoryCommands.class);

    private final Reservations reservations;
    private final StockLevels stockLevels;
    private final ReservationProperties properties;
    private final Faults faults;

    InventoryCommands(
            Reservations reservations, StockLevels stockLevels, ReservationProperties properties, Faults faults) {
        this.reservations = reservations;
        this.stockLevels = stockLevels;
        this.properties = properties;
        this.faults = faults;
    }

    @Override
    public void handle(List<Delivery<InventoryCommand>> batch) {
        var found = byOrder(reservations.lock(orderIds(batch)));
        var stock = stockLevels.lock(skus(batch, found));
        var work = new Work(stock, found, reservations.now());
        for (var delivery : batch) {
            try (var _ = delivery.logContext()) {
                work.handle(delivery);
            }
        }
        reservations.flush();
    }

    private static Set<UUID> orderIds(List<Delivery<InventoryCommand>> batch) {
        var orderIds = new HashSet<UUID>();
        batch.forEach(delivery -> orderIds.add(delivery.body().orderId()));
        return orderIds;
    }

    /** Those that may be taken, and those that may be given back; a confirmation moves none. */
    private static Set<String> skus(List<Delivery<InventoryCommand>> batch, Map<UUID, Reservation> found) {
        var skus = new HashSet<String>();
        for (var delivery : batch) {
            switch (delivery.body()) {
                case ReserveInventory reserve ->
                    reserve.items().stream().map(OrderLine::sku).forEach(skus::add);
                case ReleaseInventory release ->
                    Stream.ofNullable(found.get(release.orderId()))
                            .flatMap(reservation -> reservation.lines().stream())
                            .map(ReservationLine::sku)
                            .forEach(skus::add);
                case ConfirmReservation _ -> {}
            }
        }
        return skus;
    }

    private static Map<UUID, Reservation> byOrder(Collection<Reservation> found) {
        var byOrder = new HashMap<UUID, Reservation>();
        found.forEach(reservation -> byOrder.put(reservation.orderId(), reservation));
        return byOrder;
    }

    /** One batch: what it holds locked, and what its messages make of it one after the other. */
    private final class Work {

        private final Stock stock;
        private final Map<UUID, Reservation> byOrder;
        private final Instant now;

        Work(Stock stock, Map<UUID, Reservation> byOrder, Instant now) {
            this.stock = stock;
            this.byOrder = byOrder;
            this.now = now;
        }

        void handle(Delivery<InventoryCommand> delivery) {
            var orderId = delivery.body().orderId();
            var decision = Decision.on(delivery.body(), byOrder.get(orderId), stock);
            log.debug("{} means {}", delivery.body(), decision);
            switch (decision) {
                case Decision.Reserve(var lines) -> reserve(delivery, orderId, lines);
                case Decision.Decline(var reason, var detail) -> {
                    entomb(delivery, orderId, reason);
                    tell(delivery, new InventoryReservationFailed(orderId, reason));
                    delivery.reply(new Reply.Refused(reason.name(), detail));
                }
                case Decision.Confirm() -> confirm(delivery, existing(orderId));
                case Decision.Release(var reason) -> release(delivery, existing(orderId), reason);
                case Decision.Forestall(var reason) -> delivery.reply(receipt(entomb(delivery, orderId, reason)));
                case Decision.AlreadyDone() -> delivery.reply(receipt(existing(orderId)));
                case Decision.Refuse(var reason, var detail) ->
                    delivery.reply(new Reply.Refused(reason.name(), detail));
            }
        }

        private void reserve(Delivery<?> delivery, UUID orderId, List<ReservationLine> lines) {
            lines.forEach(line -> stock.reserve(line.key(), line.quantity()));
            var origin = delivery.envelope().origin();
            var reservation = add(Reservation.pending(orderId, lines, properties.timeToLive(), origin, now));
            var allocations = lines.stream().map(ReservationLine::toAllocation).toList();
            faults.reach(FaultPoint.INVENTORY_AFTER_RESERVE, orderId);
            tell(delivery, new InventoryReserved(orderId, reservation.id(), allocations));
            delivery.reply(receipt(reservation));
        }

        private void confirm(Delivery<?> delivery, Reservation reservation) {
            reservation.confirm(now);
            faults.reach(FaultPoint.INVENTORY_AFTER_CONFIRM, reservation.orderId());
            tell(delivery, new InventoryReservationConfirmed(reservation.orderId(), reservation.id()));
            delivery.reply(receipt(reservation));
        }

        private void release(Delivery<?> delivery, Reservation reservation, CancellationReason reason) {
            reservation.lines().forEach(line -> stock.release(line.key(), line.quantity()));
            reservation.release(reason, now);
            faults.reach(FaultPoint.INVENTORY_AFTER_RELEASE, reservation.orderId());
            tell(delivery, new InventoryReleased(reservation.orderId(), reservation.id(), reason));
            delivery.reply(receipt(reservation));
        }

        private Reservation entomb(Delivery<?> delivery, UUID orderId, CancellationReason reason) {
            return add(
                    Reservation.tombstone(orderId, reason, delivery.envelope().origin(), now));
        }

        private Reservation add(Reservation reservation) {
            reservations.add(reservation);
            byOrder.put(reservation.orderId(), reservation);
            return reservation;
        }

        private Reservation existing(UUID orderId) {
            var reservation = byOrder.get(orderId);
            if (reservation == null) {
                throw new IllegalStateException("order %s has no reservation to change".formatted(orderId));
            }
            return reservation;
        }

        private void tell(Delivery<?> delivery, InventoryEvent event) {
            delivery.send(
                    Message.event(Topics.INVENTORY_EVENTS, delivery.envelope().key(), event));
        }

        private Reply receipt(Reservation reservation) {
            return Reply.succeeded(new ReservationReceipt(reservation.id(), reservation.expiresAt()));
        }
    }
}
