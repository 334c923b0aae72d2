package dev.tandem.scenarios.shop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** JSON over HTTP. */
final class Wire {

    /** Longer than the longest wait that a request can ask for. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES) // 25.00 is told as 25.00
            .build();

    /** HTTP/1.1, or the client would first ask each server whether it speaks another version. */
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * An answer that is not a failure of the server.
     *
     * @param entityTag names the state of what was asked for; empty if the server named none
     * @param replayed whether it is the answer to an earlier request under the same key
     */
    record Answer(int status, JsonNode body, String entityTag, boolean replayed) {}

    <T> T get(URI uri, Class<T> type) {
        return read(get(uri).body(), type);
    }

    Answer get(URI uri) {
        var answer = send(HttpRequest.newBuilder(uri).GET());
        if (answer.status() != 200) {
            throw new AssertionError("GET %s answered %d %s".formatted(uri, answer.status(), answer.body()));
        }
        return answer;
    }

    /** The same where there may be nothing. */
    Optional<JsonNode> find(URI uri) {
        var answer = send(HttpRequest.newBuilder(uri).GET());
        return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
    }

    /** The items of a list's first page. */
    <T> List<T> list(URI uri, Class<T> type) {
        return StreamSupport.stream(get(uri, JsonNode.class).path("items").spliterator(), false)
                .map(item -> read(item, type))
                .toList();
    }

    Answer post(URI uri, Object body, Map<String, String> headers) {
        return send(posting(uri, body, headers));
    }

    /** The same where a failure of the server is an answer, too. */
    Answer postAnyway(URI uri, Object body, Map<String, String> headers) {
        return receive(posting(uri, body, headers).timeout(PATIENCE).build()).answer();
    }

    private static HttpRequest.Builder posting(URI uri, Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(write(body)));
        headers.forEach(request::setHeader);
        return request.setHeader("Content-Type", "application/json");
    }

    Answer put(URI uri, Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri).PUT(BodyPublishers.ofString(write(body)));
        headers.forEach(request::setHeader);
        return send(request.setHeader("Content-Type", "application/json"));
    }

    Answer delete(URI uri) {
        return send(HttpRequest.newBuilder(uri).DELETE());
    }

    private Answer send(HttpRequest.Builder builder) {
        var request = builder.timeout(PATIENCE).build();
        var received = receive(request);
        if (received.answer().status() >= 500) {
            throw new Unanswered(describe(request, received.response()));
        }
        return received.answer();
    }

    private record Received(HttpResponse<String> response, Answer answer) {}

    private Received receive(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            var entityTag = response.headers().firstValue("ETag").orElse("");
            var replayed = response.headers().firstValue("Idempotency-Replayed").isPresent();
            return new Received(
                    response, new Answer(response.statusCode(), parse(response.body()), entityTag, replayed));
        } catch (IOException e) {
            throw new Unanswered("%s %s: %s".formatted(request.method(), request.uri(), e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unanswered("interrupted", e);
        }
    }

    private static String describe(HttpRequest request, HttpResponse<String> response) {
        return "%s %s answered %d %s"
                .formatted(request.method(), request.uri(), response.statusCode(), response.body());
    }

    private static JsonNode parse(String body) throws JsonProcessingException {
        return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
    }

    static <T> T read(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not a %s: %s".formatted(type.getSimpleName(), json), e);
        }
    }

    static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + body, e);
        }
    }
}
