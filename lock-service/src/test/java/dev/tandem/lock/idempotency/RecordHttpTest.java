package dev.tandem.lock.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.testsupport.RealPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.config.name=lock-service")
@RealPostgres
class RecordHttpTest {

    private static final String RECORDS = "/idempotency-records";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key = UUID.randomUUID().toString();
    private final String path = RECORDS + "/charges/" + key;

    @LocalServerPort
    private int port;

    private record Answer(int status, JsonNode body, String retryAfter) {}

    @Test
    void aKeyIsClaimedAnsweredAndReplayed() throws Exception {
        var claimed = open("hash");
        assertThat(claimed.status()).isEqualTo(201);
        assertThat(claimed.body().path("state").asText()).isEqualTo("NEW");
        assertThat(open("hash").status()).isEqualTo(409);
        assertThat(open("hash").retryAfter()).isEqualTo("1");
        assertThat(open("another").status()).isEqualTo(422);

        var owner = claimed.body().path("owner").asText();
        assertThat(call("PUT", path, done(owner)).status()).isEqualTo(200);

        var repeat = open("hash");
        assertThat(repeat.status()).isEqualTo(200);
        assertThat(repeat.body().path("state").asText()).isEqualTo("COMPLETED");
        assertThat(repeat.body().at("/response/status").asInt()).isEqualTo(201);
        assertThat(repeat.body().at("/response/headers/Location").asText()).isEqualTo("/charges/1");
        assertThat(repeat.body().at("/response/body/id").asInt()).isEqualTo(1);
        assertThat(call("GET", path, "").body().path("state").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void aFailureFreesTheKey() throws Exception {
        var owner = open("hash").body().path("owner").asText();

        assertThat(call("PUT", path, "{\"owner\": \"%s\", \"state\": \"FAILED\"}".formatted(owner))
                        .status())
                .isEqualTo(200);

        assertThat(open("another").status()).isEqualTo(201);
    }

    @Test
    void whoDoesNotOwnTheClaimChangesNothing() throws Exception {
        open("hash");

        assertThat(call("PUT", path, done(UUID.randomUUID().toString())).status())
                .isEqualTo(409);
        assertThat(call("GET", path, "").body().path("state").asText()).isEqualTo("IN_PROGRESS");
        assertThat(call("PUT", path, "{\"state\": \"COMPLETED\"}").status()).isEqualTo(400);
        assertThat(call("DELETE", path, "").status()).isEqualTo(204);
        assertThat(call("GET", path, "").status()).isEqualTo(404);
    }

    private Answer open(String hash) throws IOException, InterruptedException {
        return call("POST", RECORDS, """
                {"scope": "charges", "key": "%s", "requestHash": "%s", "ttl": "PT24H"}""".formatted(key, hash));
    }

    private static String done(String owner) {
        return """
                {"owner": "%s", "status": 201, "headers": {"Location": "/charges/1"}, "body": {"id": 1}}""".formatted(owner);
    }

    private Answer call(String method, String to, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + to))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        var response = http.send(request, BodyHandlers.ofString());
        var json = response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
        return new Answer(
                response.statusCode(),
                json,
                response.headers().firstValue("Retry-After").orElse(""));
    }
}
