package dev.tandem.order.committing;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Order;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.StoredOrder;
import dev.tandem.order.journal.UndecidedOrders;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Places an order by a distributed transaction: the order, the transfer, the reservation and the shipment are committed
 * by all four services, or by none (guide, 'Two-Phase Commit (2PC)'). That it is wanted is written down first, so that
 * whoever dies on the way leaves somebody who asks what became of it.
 */
@Component
public class PlacingAtOnce {

    private final CurrentTerms terms;
    private final UndecidedOrders undecided;
    private final AbortedOrders aborted;
    private final Orders orders;
    private final Coordinator coordinator;
    private final Outbox outbox;

    PlacingAtOnce(
            CurrentTerms terms,
            UndecidedOrders undecided,
            AbortedOrders aborted,
            Orders orders,
            Coordinator coordinator,
            Outbox outbox) {
        this.terms = terms;
        this.undecided = undecided;
        this.aborted = aborted;
        this.orders = orders;
        this.coordinator = coordinator;
        this.outbox = outbox;
    }

    /** Returns when it is decided, or nobody can tell; another attempt at the same order finds what became of the first. */
    public CommittedPlacement place(CreateOrder order) {
        return orders.find(order.orderId()).map(PlacingAtOnce::found).orElseGet(() -> begin(order));
    }

    private static CommittedPlacement found(StoredOrder order) {
        var cancelled = order.state().cancelled();
        return cancelled == null
                ? new CommittedPlacement.Confirmed(order)
                : new CommittedPlacement.Aborted(order.id(), cancelled.reason().name(), null);
    }

    private CommittedPlacement begin(CreateOrder order) {
        var current = terms.concerning(List.of(order));
        var objections = current.objectionsTo(order);
        if (!objections.isEmpty()) {
            return new CommittedPlacement.Objected(objections);
        }
        var correlationId = outbox.currentOrigin().correlationId();
        undecided.add(order, correlationId);
        return switch (coordinator.place(order, priced(order, current))) {
            case Outcome.Committed() ->
                orders.find(order.orderId())
                        .<CommittedPlacement>map(CommittedPlacement.Confirmed::new)
                        .orElseGet(() -> new CommittedPlacement.Pending(order.orderId()));
            case Outcome.Aborted(var reason, var detail) -> {
                var known = CancellationReason.of(reason);
                aborted.record(order, known, correlationId);
                yield new CommittedPlacement.Aborted(order.orderId(), known.name(), detail);
            }
            case Outcome.Unknown() -> new CommittedPlacement.Pending(order.orderId());
        };
    }

    private static OrderCreated priced(CreateOrder order, Terms current) {
        if (Order.none().decide(order, current) instanceof Decision.Happened(var events)
                && events.getFirst() instanceof OrderCreated created) {
            return created;
        }
        throw new IllegalStateException("no objections, and yet no order: " + order);
    }
}
