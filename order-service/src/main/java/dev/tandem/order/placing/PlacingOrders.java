package dev.tandem.order.placing;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.choreography.Choreography;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.journal.Orders;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes an order in: the order, its first event and the message that sets everything else in motion are one
 * transaction. Whoever coordinates the order hears {@code OrderCreated}, and knows from its header that it is meant.
 */
@Component
public class PlacingOrders {

    private final Orders orders;
    private final CurrentTerms terms;
    private final Choreography choreography;
    private final Outbox outbox;
    private final Faults faults;

    PlacingOrders(Orders orders, CurrentTerms terms, Choreography choreography, Outbox outbox, Faults faults) {
        this.orders = orders;
        this.terms = terms;
        this.choreography = choreography;
        this.outbox = outbox;
        this.faults = faults;
    }

    @Transactional
    Placement place(CreateOrder wish) {
        var current = terms.concerning(List.of(wish));
        var objections = current.objectionsTo(wish);
        if (!objections.isEmpty()) {
            return new Placement.Objected(objections);
        }
        var fresh = orders.fresh();
        switch (fresh.handle(wish, current)) {
            case Decision.Happened(var events) -> {
                orders.save(fresh);
                faults.reach(FaultPoint.ORDER_AFTER_CREATE, wish.orderId());
                var origin = originOf(wish);
                events.forEach(event -> outbox.send(Message.event(Topics.ORDER_EVENTS, wish.orderId(), event), origin));
                if (wish.coordination() == Coordination.SAGA_CHOREOGRAPHED) {
                    choreography.begin(wish.orderId(), origin);
                }
            }
            case Decision.Refused refused -> throw new IllegalStateException("no objections, and yet " + refused);
        }
        return new Placement.Placed(fresh.order(wish.orderId()));
    }

    private Origin originOf(CreateOrder wish) {
        return outbox.currentOrigin().coordinatedBy(wish.coordination().wireName());
    }
}
