package dev.tandem.lock.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tandem.idempotency.StoredAnswer;
import dev.tandem.lock.idempotency.RecordView.Response;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Answers between what clients send as JSON and what is kept as bytes. */
@Component
class ResponseJson {

    private final ObjectMapper json;

    ResponseJson(ObjectMapper json) {
        this.json = json;
    }

    StoredAnswer answer(int status, @Nullable Map<String, String> headers, @Nullable JsonNode body) {
        var lists = new TreeMap<String, List<String>>();
        if (headers != null) {
            headers.forEach((name, value) -> lists.put(name, List.of(value)));
        }
        try {
            return new StoredAnswer(
                    status, lists, json.writeValueAsBytes(Objects.requireNonNullElse(body, NullNode.getInstance())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("came as JSON and cannot be written as such", e);
        }
    }

    Response response(StoredAnswer answer) {
        var headers = new TreeMap<String, String>();
        answer.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        try {
            return new Response(answer.status(), headers, json.readTree(answer.body()));
        } catch (IOException e) {
            throw new IllegalStateException("kept as JSON and cannot be read as such", e);
        }
    }
}
