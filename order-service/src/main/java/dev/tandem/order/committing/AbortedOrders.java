package dev.tandem.order.committing;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.messaging.Origin;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.UndecidedOrders;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The record of an order that was aborted: all that it leaves behind. */
@Component
class AbortedOrders {

    private final Orders orders;
    private final UndecidedOrders undecided;
    private final CurrentTerms terms;

    AbortedOrders(Orders orders, UndecidedOrders undecided, CurrentTerms terms) {
        this.orders = orders;
        this.undecided = undecided;
        this.terms = terms;
    }

    /** Writes it, once, whoever finds out first; not as long as the order's own branch is in doubt. */
    @Transactional
    public void record(CreateOrder order, CancellationReason reason, String correlationId) {
        if (!undecided.take(order.orderId())) {
            return;
        }
        var origin = Origin.of(correlationId).coordinatedBy(order.coordination().wireName());
        var batch = orders.fresh();
        batch.handle(order, terms.concerning(List.of(order)), origin);
        batch.handle(new CancelOrder(order.orderId(), reason), Terms.NONE, origin);
        orders.save(batch);
    }
}
