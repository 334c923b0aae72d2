package dev.tandem.order.journal;

import dev.tandem.contracts.order.OrderEvent;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that happened to an order.
 *
 * @param version the order's version from then on: 1, 2, 3 without gap
 */
public record RecordedEvent(UUID orderId, int version, OrderEvent event, Instant occurredAt) {

    /** What kind of event it is: the simple name of its record. */
    public String type() {
        return event.getClass().getSimpleName();
    }
}
