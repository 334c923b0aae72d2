package dev.tandem.order;

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
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A client that sends what it is told, right or wrong. */
public final class Http {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    public Http(int port) {
        this.port = port;
    }

    /** A response, its body read as JSON. */
    public record Answer(int status, HttpResponse<byte[]> response, JsonNode body) {

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public String text(String field) {
            return body.path(field).asText();
        }
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return read(client.send(request(path).build(), HttpResponse.BodyHandlers.ofByteArray()));
    }

    public Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        return post(path, body.getBytes(StandardCharsets.UTF_8), "application/json", headers);
    }

    public Answer post(String path, byte[] body, String contentType, String... headers)
            throws IOException, InterruptedException {
        return read(
                client.send(postRequest(path, body, contentType, headers), HttpResponse.BodyHandlers.ofByteArray()));
    }

    public CompletableFuture<Answer> postAsync(String path, String body, String... headers) {
        var request = postRequest(path, body.getBytes(StandardCharsets.UTF_8), "application/json", headers);
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
                .thenApply(Http::read);
    }

    private HttpRequest postRequest(String path, byte[] body, String contentType, String... headers) {
        var request =
                request(path).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        request.setHeader("Idempotency-Key", UUID.randomUUID().toString()); // unless the test has its own
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return request.build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static Answer read(HttpResponse<byte[]> response) {
        try {
            return new Answer(response.statusCode(), response, JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException("no JSON: " + new String(response.body(), StandardCharsets.UTF_8), e);
        }
    }
}
