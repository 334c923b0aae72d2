package dev.tandem.contracts.inventory;

import dev.tandem.contracts.order.OrderLine;
import java.util.List;
import java.util.UUID;

/**
 * What inventory-service does in a distributed transaction that places an order: a reservation that lasts, or none.
 *
 * @param reservationId chosen by whoever asks, because the order that names it is written at the same time
 */
public record AllocateOrder(UUID orderId, UUID reservationId, List<OrderLine> items) {

    /** The branch's name. */
    public static final String OPERATION = "allocate-order";
}
