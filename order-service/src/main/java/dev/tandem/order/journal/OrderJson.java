package dev.tandem.order.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.contracts.order.OrderEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Orders and their events as JSON; an event's type is the simple name of its record. */
@Component
class OrderJson {

    private static final Map<String, Class<? extends OrderEvent>> EVENTS = Arrays.stream(
                    OrderEvent.class.getPermittedSubclasses())
            .map(type -> type.asSubclass(OrderEvent.class))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private final ObjectMapper json;

    OrderJson(ObjectMapper json) {
        this.json = json;
    }

    String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }

    <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no %s: %s".formatted(type.getSimpleName(), text), e);
        }
    }

    OrderEvent readEvent(String type, String data) {
        var known = EVENTS.get(type);
        if (known == null) {
            throw new IllegalStateException(
                    "unknown type of event '%s', known are %s".formatted(type, EVENTS.keySet()));
        }
        return read(data, known);
    }
}
