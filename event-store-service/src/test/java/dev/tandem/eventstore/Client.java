package dev.tandem.eventstore;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the service as anybody would. */
final class Client {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    Client(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    record Answer(int status, JsonNode body, String tag) {

        String type() {
            return body.path("type").asText();
        }

        Stream<String> fields() {
            return body.path("errors")
                    .valueStream()
                    .map(error -> error.path("field").asText());
        }
    }

    /** An event of a type with that JSON as data. */
    static String event(UUID id, String type, int schemaVersion, String data) {
        return "{\"eventId\": \"%s\", \"type\": \"%s\", \"schemaVersion\": %d, \"data\": %s}"
                .formatted(id, type, schemaVersion, data);
    }

    static String event(String type, String data) {
        return event(UUID.randomUUID(), type, 1, data);
    }

    Answer append(String stream, Map<String, String> headers, String... events) throws Exception {
        var body = Stream.of(events).collect(Collectors.joining(",", "[", "]"));
        return send("POST", "/streams/" + stream + "/events", headers, body);
    }

    Answer get(String path) throws Exception {
        return send("GET", path, Map.of(), "");
    }

    Answer put(String path, String body) throws Exception {
        return send("PUT", path, Map.of(), body);
    }

    Answer post(String path) throws Exception {
        return send("POST", path, Map.of(), "");
    }

    private Answer send(String method, String path, Map<String, String> headers, String body) throws Exception {
        var request = request(path).method(method, BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        var answer = http.send(request.build(), BodyHandlers.ofString());
        var json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                answer.statusCode(),
                json ? JSON.readTree(answer.body()) : MissingNode.getInstance(),
                answer.headers().firstValue("ETag").orElse(""));
    }

    /** The text that a path answers with. */
    String text(String path) throws Exception {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    /** The lines of an answer that does not end by itself. */
    HttpResponse<Stream<String>> lines(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = request(path);
        headers.forEach(request::header);
        return http.send(request.build(), BodyHandlers.ofLines());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }
}
