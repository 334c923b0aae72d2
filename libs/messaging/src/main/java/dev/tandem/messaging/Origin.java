package dev.tandem.messaging;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from: what every message hands down to those that it causes.
 *
 * @param correlationId joins all that one request from outside set in motion
 * @param causationId the message that caused this one, if it was a message
 * @param traceparent W3C trace context
 * @param coordination who makes the order's services agree (design, section 4)
 */
public record Origin(
        String correlationId,
        @Nullable UUID causationId,
        @Nullable String traceparent,
        @Nullable String coordination) {

    /** Its key in the logging context while something is done for somebody who coordinates. */
    public static final String COORDINATION = "coordination";

    /** The start of something new. */
    public static Origin of(String correlationId) {
        return new Origin(correlationId, null, null, null);
    }

    /** The same, for an order that is coordinated that way. */
    public Origin coordinatedBy(String newCoordination) {
        return new Origin(correlationId, causationId, traceparent, newCoordination);
    }
}
