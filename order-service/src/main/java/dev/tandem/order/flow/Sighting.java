package dev.tandem.order.flow;

import dev.tandem.contracts.CancellationReason;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that was seen to happen to an order.
 *
 * @param event the event's type, the simple name of its record
 * @param service where it happened
 * @param reason why, if it is a failure or undoes something
 * @param occurredAt by that service's clock
 */
record Sighting(
        UUID orderId,
        UUID eventId,
        String event,
        String service,
        @Nullable CancellationReason reason,
        Instant occurredAt) {}
