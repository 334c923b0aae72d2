package dev.tandem.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** An answer's headers as JSON. */
final class HeadersJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, List<String>>> HEADERS = new TypeReference<>() {};

    private HeadersJson() {}

    static String write(Map<String, List<String>> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + headers, e);
        }
    }

    static Map<String, List<String>> read(String headers) {
        try {
            return JSON.readValue(headers, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no headers: " + headers, e);
        }
    }
}
