package dev.tandem.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Asks a service over a real connection. */
record Http(int port) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    URI at(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(HttpRequest.newBuilder(at(path)));
    }

    HttpResponse<String> post(String path) throws IOException {
        return send(HttpRequest.newBuilder(at(path)).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String body) throws IOException {
        return send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path) throws IOException {
        return send(HttpRequest.newBuilder(at(path)).DELETE());
    }

    /** What this service hears when it asks that one. */
    String ask(Http other) throws IOException {
        var question = other.at("/answer").toString();
        return get("/question?of=" + URLEncoder.encode(question, StandardCharsets.UTF_8))
                .body();
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
