package dev.tandem.inventory.reservation;

import dev.tandem.commit.Branch;
import dev.tandem.commit.Vote;
import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.AllocateOrder;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.inventory.stock.Stock;
import dev.tandem.inventory.stock.StockLevels;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Sets units aside within a distributed transaction, for good at once. Between the vote and the decision it is the rows of
 * the stock that are locked, and not only so many units: other orders for the same articles wait.
 */
@Component
class ReservationBranch implements Branch<AllocateOrder> {

    private final Reservations reservations;
    private final StockLevels stockLevels;
    private final Outbox outbox;

    ReservationBranch(Reservations reservations, StockLevels stockLevels, Outbox outbox) {
        this.reservations = reservations;
        this.stockLevels = stockLevels;
        this.outbox = outbox;
    }

    @Override
    public String operation() {
        return AllocateOrder.OPERATION;
    }

    @Override
    public Class<AllocateOrder> payload() {
        return AllocateOrder.class;
    }

    @Override
    public Vote prepare(UUID transactionId, AllocateOrder order) {
        var skus = order.items().stream().map(OrderLine::sku).collect(Collectors.toCollection(TreeSet::new));
        var stock = stockLevels.lock(skus);
        return switch (Sourcing.of(order.items(), stock)) {
            case Sourcing.Enough(var lines) -> allocate(order, lines, stock);
            case Sourcing.TooLittle(var sku, var wanted, var available) ->
                Vote.no(
                        CancellationReason.OUT_OF_STOCK.name(),
                        "%d of %s are wanted, %d are available".formatted(wanted, sku, available));
        };
    }

    private Vote allocate(AllocateOrder order, List<ReservationLine> lines, Stock stock) {
        var origin = outbox.currentOrigin();
        lines.forEach(line -> stock.reserve(line.key(), line.quantity()));
        reservations.add(
                Reservation.confirmed(order.reservationId(), order.orderId(), lines, origin, reservations.now()));
        var allocations = lines.stream().map(ReservationLine::toAllocation).toList();
        tell(new InventoryReserved(order.orderId(), order.reservationId(), allocations), order, origin);
        tell(new InventoryReservationConfirmed(order.orderId(), order.reservationId()), order, origin);
        return Vote.yes();
    }

    private void tell(InventoryEvent event, AllocateOrder order, Origin origin) {
        outbox.send(Message.event(Topics.INVENTORY_EVENTS, order.orderId(), event), origin);
    }
}
