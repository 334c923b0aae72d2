package dev.tandem.order.committing;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import java.util.UUID;

/** What order-service's own branch is told: the order, and what the other branches call what they do for it. */
record PlaceOrderTogether(CreateOrder order, UUID paymentId, UUID reservationId, UUID shipmentId) {

    static final String OPERATION = "place-order";
}
