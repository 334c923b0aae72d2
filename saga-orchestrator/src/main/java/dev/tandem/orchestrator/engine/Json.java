package dev.tandem.orchestrator.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.orchestrator.definition.Keeping;
import org.springframework.stereotype.Component;

/**
 * How sagas keep what they know. Fields that this deployment does not know are passed over: a newer or an older one
 * wrote them.
 */
@Component
final class Json implements Keeping.Reader {

    private final ObjectMapper mapper;

    Json(ObjectMapper mapper) {
        this.mapper = mapper.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a %s".formatted(value.getClass()), e);
        }
    }

    <T> T parse(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a %s: %s".formatted(type.getSimpleName(), json), e);
        }
    }

    @Override
    public <R> R read(Object answer, Class<R> type) {
        return type.isInstance(answer) ? type.cast(answer) : mapper.convertValue(answer, type);
    }
}
