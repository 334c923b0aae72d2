package dev.tandem.order.placing;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.order.domain.Status;
import java.math.BigDecimal;
import java.util.UUID;

/** Body of a 202: the order is being worked on. */
record AcceptedOrder(
        UUID orderId, Status status, Coordination coordination, BigDecimal total, String currency, String statusUrl) {

    static AcceptedOrder of(OrderCreated created) {
        return new AcceptedOrder(
                created.orderId(),
                Status.PENDING,
                created.coordination(),
                created.total(),
                created.currency(),
                "/orders/" + created.orderId());
    }
}
