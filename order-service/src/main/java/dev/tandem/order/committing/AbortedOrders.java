package dev.tandem.order.committing;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.OrderBatch;
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
    private final Outbox outbox;

    AbortedOrders(Orders orders, UndecidedOrders undecided, CurrentTerms terms, Outbox outbox) {
        this.orders = orders;
        this.undecided = undecided;
        this.terms = terms;
        this.outbox = outbox;
    }

    /** Writes it, once, whoever finds out first; not as long as the order's own branch is in doubt. */
    @Transactional
    public void record(CreateOrder order, CancellationReason reason, String correlationId) {
        if (!undecided.take(order.orderId())) {
            return;
        }
        var origin = Origin.of(correlationId).coordinatedBy(order.coordination().wireName());
        var batch = orders.fresh();
        handle(order, terms.concerning(List.of(order)), batch, origin);
        handle(new CancelOrder(order.orderId(), reason), Terms.NONE, batch, origin);
        orders.save(batch);
    }

    private void handle(OrderCommand command, Terms current, OrderBatch batch, Origin origin) {
        if (batch.handle(command, current) instanceof Decision.Happened(var events)) {
            events.forEach(event -> outbox.send(Message.event(Topics.ORDER_EVENTS, command.orderId(), event), origin));
        }
    }
}
