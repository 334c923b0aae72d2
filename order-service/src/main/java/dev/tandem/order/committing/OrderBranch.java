package dev.tandem.order.committing;

import dev.tandem.commit.Branch;
import dev.tandem.commit.Vote;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
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
import java.util.Optional;
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
        var refused = handle(create, terms.concerning(List.of(create)), batch, origin)
                .or(() -> handle(confirm, Terms.NONE, batch, origin));
        if (refused.isPresent()) {
            return Vote.no(refused.get().reason(), refused.get().detail());
        }
        orders.save(batch);
        undecided.take(orderId);
        faults.reach(FaultPoint.ORDER_AFTER_CREATE, orderId);
        return Vote.yes();
    }

    private Optional<Decision.Refused> handle(OrderCommand command, Terms current, OrderBatch batch, Origin origin) {
        return switch (batch.handle(command, current)) {
            case Decision.Happened(var events) -> {
                events.forEach(
                        event -> outbox.send(Message.event(Topics.ORDER_EVENTS, command.orderId(), event), origin));
                yield Optional.empty();
            }
            case Decision.Refused refused -> Optional.of(refused);
        };
    }
}
