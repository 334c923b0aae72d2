package dev.tandem.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;

/** A coordinator, as far as a test needs one. */
final class PurseClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    PurseClient(int port) {
        this.address = "http://127.0.0.1:" + port;
    }

    record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asText();
        }
    }

    Answer prepare(UUID id, String operation, String purse, int amount) {
        return prepare(id, 1, operation, purse, amount, false);
    }

    Answer prepare(UUID id, int epoch, String operation, String purse, int amount, boolean onePhase) {
        return post("/branches/" + id + "/prepare", """
                {"epoch": %d, "operation": "%s", "payload": {"purse": "%s", "amount": %d}, "onePhase": %s}
                """.formatted(epoch, operation, purse, amount, onePhase));
    }

    Answer commit(UUID id) {
        return commit(id, 1);
    }

    Answer commit(UUID id, int epoch) {
        return post("/branches/" + id + "/commit", "{\"epoch\": " + epoch + "}");
    }

    Answer abort(UUID id) {
        return post("/branches/" + id + "/abort", "{\"epoch\": 1}");
    }

    Answer force(UUID id, String outcome, String note) {
        return post(
                "/branches/" + id + "/force",
                "{\"outcome\": \"%s\", \"note\": \"%s\", \"requestedBy\": \"ada\"}".formatted(outcome, note));
    }

    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(address + path)).GET());
    }

    Answer post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
