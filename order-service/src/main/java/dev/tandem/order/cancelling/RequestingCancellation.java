package dev.tandem.order.cancelling;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderCommand.RequestCancellation;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.Orders;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes down that a customer wants an order undone; doing it is a saga's work, which begins when it hears the event. It
 * is the saga orchestrator's whoever coordinated the order before, and the event's header says so.
 */
@Component
class RequestingCancellation {

    private final Orders orders;
    private final Outbox outbox;

    RequestingCancellation(Orders orders, Outbox outbox) {
        this.orders = orders;
        this.outbox = outbox;
    }

    /** Asked twice is asked once. */
    @Transactional
    Cancellation request(UUID orderId) {
        var taken = orders.lock(List.of(orderId));
        var origin = outbox.currentOrigin().coordinatedBy(Coordination.SAGA_ORCHESTRATED.wireName());
        return switch (taken.handle(new RequestCancellation(orderId), Terms.NONE, origin)) {
            case Decision.Happened _ -> {
                orders.save(taken);
                yield new Cancellation.Requested(taken.order(orderId));
            }
            case Decision.Refused(var _, var detail) ->
                orders.find(orderId)
                        .<Cancellation>map(order -> new Cancellation.Refused(order, detail))
                        .orElseGet(Cancellation.UnknownOrder::new);
        };
    }
}
