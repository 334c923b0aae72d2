package dev.tandem.messaging;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is written on a message's outside: CloudEvents attributes (binary content mode) and Tandem's own headers.
 *
 * @param key the Kafka key: the order's id, so that one order's messages stay in order
 * @param type the body's type, the simple name of its record
 * @param source the sending service, as {@code /order-service}
 * @param subject whom the body is about, usually the order's id
 * @param origin what it hands down
 * @param replyTo where a command wants its answer; {@code null} for events and replies
 * @param sagaStep the saga's step of a command or a reply
 */
public record Envelope(
        UUID id,
        String key,
        String type,
        String source,
        Instant time,
        @Nullable String subject,
        Origin origin,
        @Nullable String replyTo,
        @Nullable SagaStep sagaStep) {

    /** What the messages inherit that this one causes. */
    Origin handedDown() {
        return new Origin(origin.correlationId(), id, origin.traceparent(), origin.coordination());
    }
}
