package dev.tandem.orchestrator.cancellation;

import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.orchestrator.engine.Start;
import org.springframework.stereotype.Component;

/** Begins the cancellation of orders whose customers asked for it at order-service. */
@Component
public class RequestedCancellations {

    /** There is one for an order, however often it is asked for: refused once, it would be refused again. */
    public Start<?> begin(OrderCancellationRequested request, Delivery<?> delivery) {
        return new Start<>(
                Ids.next(),
                OrderCancellation.CANCELLATION,
                request.orderId().toString(),
                new Cancellation(request.orderId()),
                null,
                delivery.origin(),
                delivery::send);
    }
}
