package dev.tandem.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a subscription receives. A tolerant reader: fields that it does not know are passed over, so that a
 * sender may be deployed before its receivers.
 *
 * @param <B> the bodies' common type
 */
final class MessageReader<B> {

    private final ObjectMapper json;
    private final Map<String, Class<? extends B>> types;

    /** Set for those who take everything, as it is: no field that they do not know is lost. */
    private final @Nullable Class<? extends B> anything;

    MessageReader(ObjectMapper json, List<Class<? extends B>> types) {
        this.json = json;
        this.anything = types.stream()
                .filter(type -> type == JsonNode.class)
                .findFirst()
                .orElse(null);
        this.types = types.stream()
                .flatMap(MessageReader::recordsOf)
                .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));
    }

    /** Whether the message's type is known here; one without a type may be for us, and is better parked than lost. */
    boolean mayUnderstand(ConsumerRecord<String, byte[]> message) {
        var type = header(message, Headers.TYPE);
        return type == null || anything != null || types.containsKey(type);
    }

    /** Whether the message is about an order that is coordinated so; {@code null} stands for any. */
    boolean isCoordinatedBy(@Nullable String coordination, ConsumerRecord<String, byte[]> message) {
        return coordination == null || coordination.equals(header(message, Headers.COORDINATION));
    }

    /**
     * Reads the outside.
     *
     * @throws UnreadableMessage if a header is missing or malformed
     */
    Envelope envelope(ConsumerRecord<String, byte[]> message) {
        return new Envelope(
                required(message, Headers.ID, UUID::fromString),
                message.key() == null ? "" : message.key(),
                required(message, Headers.TYPE, Function.identity()),
                required(message, Headers.SOURCE, Function.identity()),
                required(message, Headers.TIME, Instant::parse),
                header(message, Headers.SUBJECT),
                new Origin(
                        required(message, Headers.CORRELATION_ID, Function.identity()),
                        optional(message, Headers.CAUSATION_ID, UUID::fromString),
                        header(message, Headers.TRACE_PARENT),
                        header(message, Headers.COORDINATION)),
                header(message, Headers.REPLY_TO),
                header(message, Headers.SAGA_ID) == null ? null : sagaStep(message));
    }

    /**
     * Reads the inside.
     *
     * @throws UnreadableMessage if its type is unknown here or it does not have that type's form
     */
    B body(Envelope envelope, ConsumerRecord<String, byte[]> message) {
        var type = anything == null ? types.get(envelope.type()) : anything;
        if (type == null) {
            throw new UnreadableMessage(
                    "nobody here understands a %s, known are %s".formatted(envelope.type(), types.keySet()));
        }
        try {
            var body = json.readValue(message.value() == null ? new byte[0] : message.value(), type);
            if (body == null) {
                throw new UnreadableMessage("a %s without content".formatted(envelope.type()));
            }
            return body;
        } catch (IOException e) {
            throw new UnreadableMessage("not a %s: %s".formatted(envelope.type(), e.getMessage()), e);
        }
    }

    private static SagaStep sagaStep(ConsumerRecord<String, byte[]> message) {
        return new SagaStep(
                required(message, Headers.SAGA_ID, UUID::fromString),
                required(message, Headers.SAGA_STEP, Function.identity()),
                required(message, Headers.SAGA_PHASE, SagaStep.Phase::valueOf),
                required(message, Headers.SAGA_ATTEMPT, Integer::valueOf));
    }

    private static <T> T required(ConsumerRecord<String, byte[]> message, String name, Function<String, T> parse) {
        var value = optional(message, name, parse);
        if (value == null) {
            throw new UnreadableMessage("header %s is missing".formatted(name));
        }
        return value;
    }

    private static <T> @Nullable T optional(
            ConsumerRecord<String, byte[]> message, String name, Function<String, T> parse) {
        var text = header(message, name);
        try {
            return text == null ? null : parse.apply(text);
        } catch (RuntimeException e) {
            throw new UnreadableMessage("header %s is malformed: %s".formatted(name, text), e);
        }
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> message, String name) {
        var header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The records that a sealed type permits, however deep; any other type stands for itself. */
    @SuppressWarnings("unchecked") // what B permits is a B
    private static <B> Stream<Class<? extends B>> recordsOf(Class<? extends B> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(sub -> recordsOf((Class<? extends B>) sub))
                : Stream.of(type);
    }
}
