package dev.tandem.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a message into what is published: identity, headers, JSON. Headers that follow from others come last. */
final class MessageWriter {

    private final ObjectMapper json;
    private final String source;
    private final Clock clock;

    /** @param service the sending service's name */
    MessageWriter(ObjectMapper json, String service, Clock clock) {
        this.json = json;
        this.source = "/" + service;
        this.clock = clock;
    }

    Outgoing write(Message message, Origin origin) {
        var id = Ids.next();
        var type = message.body().getClass().getSimpleName();
        var headers = headers(type, clock.instant().truncatedTo(ChronoUnit.MICROS), origin);
        putIfKnown(headers, Headers.REPLY_TO, message.replyTo());
        var step = message.sagaStep();
        if (step != null) {
            headers.put(Headers.SAGA_ID, step.sagaId().toString());
            headers.put(Headers.SAGA_STEP, step.step());
            headers.put(Headers.SAGA_PHASE, step.phase().name());
            headers.put(Headers.SAGA_ATTEMPT, Integer.toString(step.attempt()));
        }
        return new Outgoing(id, message.topic(), message.key(), headers, toJson(message.body()));
    }

    Outgoing write(KeptMessage message) {
        var headers = headers(message.type(), message.time(), message.origin());
        return new Outgoing(message.id(), message.topic(), message.key(), headers, message.body());
    }

    private Map<String, String> headers(String type, Instant time, Origin origin) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(Headers.TYPE, type);
        headers.put(Headers.SOURCE, source);
        headers.put(Headers.TIME, time.toString());
        headers.putAll(inherited(origin));
        return headers;
    }

    /** What every message has from its origin. */
    static Map<String, String> inherited(Origin origin) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(Headers.CORRELATION_ID, origin.correlationId());
        putIfKnown(headers, Headers.CAUSATION_ID, origin.causationId());
        putIfKnown(headers, Headers.TRACE_PARENT, origin.traceparent());
        putIfKnown(headers, Headers.COORDINATION, origin.coordination());
        return headers;
    }

    private static void putIfKnown(Map<String, String> headers, String name, @Nullable Object value) {
        if (value != null) {
            headers.put(name, value.toString());
        }
    }

    private String toJson(Object body) {
        try {
            return json.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "a %s cannot be written as JSON".formatted(body.getClass().getSimpleName()), e);
        }
    }
}
