package dev.tandem.orchestrator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A client that sends what it is told, right or wrong. */
public final class Http {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    public Http(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    /** A response, its body read as JSON. */
    public record Answer(int status, HttpResponse<byte[]> response, JsonNode body) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The text at a JSON pointer such as {@code /steps/0/name}. */
        public String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        request.setHeader("Idempotency-Key", UUID.randomUUID().toString()); // unless the test has its own
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response, JSON.readTree(response.body()));
    }
}
