package dev.tandem.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A message that a consumer could not process.
 *
 * @param consumer who could not
 * @param cause what went wrong, or what it waits behind
 * @param parkedBehind the broken message of the same key that it was parked behind; {@code null} if it is broken itself
 * @param attempts how often it was tried
 * @param decidedBy who decided on it, by their own account
 * @param headers as they came; {@code null} in lists
 * @param body as it came; {@code null} in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeadLetter(
        UUID id,
        UUID messageId,
        String consumer,
        State state,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        @Nullable String type,
        String cause,
        @Nullable UUID parkedBehind,
        int attempts,
        Instant parkedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String note,
        @Nullable Map<String, String> headers,
        @Nullable String body) {

    /** What was decided. */
    enum State {
        /** Nothing yet. */
        PARKED,
        /** It was done after all. */
        REPLAYED,
        /** It will never be done. */
        DISCARDED
    }

    /** The message as the consumer would get it from the topic. */
    ConsumerRecord<String, byte[]> toRecord() {
        var bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
        var message = new ConsumerRecord<String, byte[]>(topic, partition, offset, key, bytes);
        if (headers != null) {
            headers.forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        }
        return message;
    }
}
