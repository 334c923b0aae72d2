package dev.tandem.order.committing;

import dev.tandem.commit.Branch;
import dev.tandem.commit.Vote;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.UndecidedOrders;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Places and confirms an order at once: if it is ever seen, everything that it needs is in force. */
@Component
class OrderBranch implements Branch<PlaceOrderTogether> {

    private final Orders orders;
    private final UndecidedOrders undecided;
    private final CurrentTerms terms;
    private final Outbox outbox;
    private final Faults faults;

    OrderBranch(Orders orders, UndecidedOrders undecided, CurrentTerms terms, Outbox outbox, Faults faults) {
        this.orders = orders;
        this.undecided = undecided;
        this.terms = terms;
        this.outbox = outbox;
        this.faults = faults;
    }

    @Override
    public String operation() {
        return PlaceOrderTogether.OPERATION;
    }

    @Override
    public Class<PlaceOrderTogether> payload() {
        return PlaceOrderTogether.class;
    }

    @Override
    public Vote prepare(UUID transactionId, PlaceOrderTogether together) {
        var create = together.order();
        var orderId = create.orderId();
        var confirm = new ConfirmOrder(orderId, together.paymentId(), together.reservationId(), together.shipmentId());
        var origin = outbox.currentOrigin().coordinatedBy(create.coordination().wireName());
        var batch = orders.fresh();
        if (batch.handle(create, terms.concerning(List.of(create)), origin) instanceof Decision.Refused refused) {
            return Vote.no(refused.reason(), refused.detail());
        }
        if (batch.handle(confirm, Terms.NONE, origin) instanceof Decision.Refused refused) {
            return Vote.no(refused.reason(), refused.detail());
        }
        orders.save(batch);
        undecided.take(orderId);
        faults.reach(FaultPoint.ORDER_AFTER_CREATE, orderId);
        return Vote.yes();
    }
}
