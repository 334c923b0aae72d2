package dev.tandem.lock.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.testsupport.RealPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.config.name=lock-service")
@RealPostgres
class LockHttpTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HOLDER = "{\"owner\": \"holder\", \"ttl\": \"PT1M\"}";
    private static final String WAITER = "{\"owner\": \"waiter\", \"ttl\": \"PT1M\", \"wait\": \"PT1M\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key = "http:" + UUID.randomUUID();
    private final String path = "/locks/" + key;

    @LocalServerPort
    private int port;

    private record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.path(field).asText();
        }
    }

    @Test
    void aLockIsTakenRenewedAndGivenBack() {
        var taken = call("POST", path, HOLDER);
        assertThat(taken.status()).isEqualTo(201);
        assertThat(taken.text("key")).isEqualTo(key);
        assertThat(taken.text("owner")).isEqualTo("holder");
        assertThat(taken.body().path("fencingToken").asLong()).isPositive();
        assertThat(Instant.parse(taken.text("expiresAt")))
                .isEqualTo(Instant.parse(taken.text("acquiredAt")).plusSeconds(60));

        var renewed = call("PUT", path, renewal(taken.text("leaseId"), "PT2M"));
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.text("fencingToken")).isEqualTo(taken.text("fencingToken"));
        assertThat(renewed.text("acquiredAt")).isEqualTo(taken.text("acquiredAt"));
        assertThat(Instant.parse(renewed.text("expiresAt"))).isAfter(Instant.parse(taken.text("expiresAt")));

        assertThat(call("DELETE", path + "?leaseId=" + taken.text("leaseId"), "")
                        .status())
                .isEqualTo(204);
        assertThat(call("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void whatIsHeldIsRefusedAndTheRefusalSaysByWhom() {
        var taken = call("POST", path, HOLDER);

        var refused = call("POST", path, HOLDER.replace("holder", "other"));

        assertThat(refused.status()).isEqualTo(423);
        assertThat(refused.text("type")).isEqualTo("/problems/lock-held");
        assertThat(refused.text("holder")).isEqualTo("holder");
        assertThat(refused.text("expiresAt")).isEqualTo(taken.text("expiresAt"));
        assertThat(refused.body().path("queueLength").asInt(-1)).isZero();
    }

    @Test
    void aForeignLeaseRenewsAndReleasesNothing() {
        call("POST", path, HOLDER);
        var foreign = UUID.randomUUID().toString();

        var renewed = call("PUT", path, renewal(foreign, "PT1M"));
        var released = call("DELETE", path + "?leaseId=" + foreign, "");

        assertThat(renewed.status()).isEqualTo(409);
        assertThat(renewed.text("type")).isEqualTo("/problems/lease-lost");
        assertThat(released.status()).isEqualTo(409);
        assertThat(call("GET", path, "").text("owner")).isEqualTo("holder");
    }

    @Test
    void nobodyIsToldTheLeaseIdOfAnother() {
        call("POST", path, HOLDER);

        assertThat(call("GET", path, "").body().has("leaseId")).isFalse();
        var listed = call("GET", "/locks?prefix=" + key, "");
        assertThat(listed.body().at("/items/0/key").asText()).isEqualTo(key);
        assertThat(listed.body().at("/items/0").has("leaseId")).isFalse();
        assertThat(listed.body().path("items")).hasSize(1);
    }

    @Test
    void whoHangsUpLeavesTheQueue() throws Exception {
        var taken = call("POST", path, HOLDER);
        var impatient = waitOnTheLine();
        awaitQueue(1);
        var next = CompletableFuture.supplyAsync(() -> call("POST", path, WAITER.replace("waiter", "next")));
        awaitQueue(2);

        impatient.close();
        awaitQueue(1);

        call("DELETE", path + "?leaseId=" + taken.text("leaseId"), "");
        assertThat(next.get().text("owner")).isEqualTo("next");
    }

    @Test
    void whoHungUpAMomentBeforeItsTurnIsSkipped() throws Exception {
        var taken = call("POST", path, HOLDER);
        var impatient = waitOnTheLine();
        awaitQueue(1);
        var next = CompletableFuture.supplyAsync(() -> call("POST", path, WAITER.replace("waiter", "next")));
        awaitQueue(2);

        impatient.close();
        call("DELETE", path + "?leaseId=" + taken.text("leaseId"), "");

        assertThat(next.get().text("owner")).isEqualTo("next");
    }

    @Test
    void anOperatorSeesTheQueueAndCanTakeALockAway() {
        var taken = call("POST", path, HOLDER);
        var next = CompletableFuture.supplyAsync(() -> call("POST", path, WAITER));
        awaitQueue(1);

        var seen = call("GET", "/actuator/locks/" + key, "");
        assertThat(seen.body().at("/lock/owner").asText()).isEqualTo("holder");
        assertThat(seen.body().at("/lock/fencingToken").asLong())
                .isEqualTo(taken.body().path("fencingToken").asLong());
        assertThat(seen.body().at("/lock/heldSeconds").asDouble(-1)).isNotNegative();
        assertThat(seen.body().at("/queue/0/owner").asText()).isEqualTo("waiter");

        assertThat(call("DELETE", "/actuator/locks/" + key, "").status()).isEqualTo(400);
        var forced = call("DELETE", "/actuator/locks/" + key + "?requestedBy=olga&note=stuck", "");
        assertThat(forced.status()).isEqualTo(200);
        assertThat(forced.text("owner")).isEqualTo("holder");
        assertThat(next.join().text("owner")).isEqualTo("waiter");
        assertThat(call("DELETE", "/actuator/locks/nobody-has-it?requestedBy=olga&note=x", "")
                        .status())
                .isEqualTo(404);
        assertThat(call("GET", "/actuator/locks", "")
                        .body()
                        .at("/forced/0/note")
                        .asText())
                .isEqualTo("stuck");
        assertThat(call("PUT", path, renewal(taken.text("leaseId"), "PT1M")).status())
                .isEqualTo(409);
    }

    @ParameterizedTest(name = "{0} is wrong: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "owner | {\"ttl\": \"PT1M\"}",
                "owner | {\"owner\": \" \", \"ttl\": \"PT1M\"}",
                "ttl   | {\"owner\": \"x\"}",
                "ttl   | {\"owner\": \"x\", \"ttl\": \"PT0.001S\"}",
                "ttl   | {\"owner\": \"x\", \"ttl\": \"P30D\"}",
                "ttl   | {\"owner\": \"x\", \"ttl\": \"soon\"}",
                "wait  | {\"owner\": \"x\", \"ttl\": \"PT1M\", \"wait\": \"-PT1S\"}",
                "wait  | {\"owner\": \"x\", \"ttl\": \"PT1M\", \"wait\": \"PT1H\"}",
            })
    void aWishThatCannotBeGrantedNamesWhatIsWrongAndTakesNothing(String field, String body) {
        var answer = call("POST", path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(call("GET", path, "").status()).isEqualTo(404);
    }

    @Test
    void manyOrdersInOneRequestAreAnsweredAsEachWouldHaveBeenAlone() {
        var taken = call("POST", path, HOLDER);
        var orders = orders(
                acquisition(key + ":free"),
                acquisition(key),
                order("renew", taken.text("leaseId"), ", \"ttl\": \"PT2M\""),
                order("release", UUID.randomUUID().toString(), ""));

        var answer = call("POST", "/locks", orders);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().path("results")).hasSize(4);
        assertThat(answer.body().at("/results/0/status").asInt()).isEqualTo(201);
        assertThat(answer.body().at("/results/0/body/fencingToken").asLong()).isPositive();
        assertThat(answer.body().at("/results/1/status").asInt()).isEqualTo(423);
        assertThat(answer.body().at("/results/1/body/holder").asText()).isEqualTo("holder");
        assertThat(answer.body().at("/results/2/status").asInt()).isEqualTo(200);
        assertThat(answer.body().at("/results/2/body/leaseId").asText()).isEqualTo(taken.text("leaseId"));
        assertThat(answer.body().at("/results/3/status").asInt()).isEqualTo(409);
        assertThat(answer.body().at("/results/3/body/type").asText()).isEqualTo("/problems/lease-lost");
    }

    @ParameterizedTest(name = "{0} is wrong: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "operations              | {\"operations\": []}",
                "operations[0].operation | {\"operations\": [{\"operation\": \"steal\", \"key\": \"KEY\"}]}",
                "operations[0].leaseId   | {\"operations\": [{\"operation\": \"release\", \"key\": \"KEY\"}]}",
                "operations[0].key       | {\"operations\": [SPACED]}",
                "operations[1].wait      | {\"operations\": [ACQUISITION, {\"operation\": \"acquire\", \"wait\": \"PT1S\"}]}",
            })
    void ofOrdersOneIsWrongAndNoneIsCarriedOut(String field, String body) {
        var answer = call(
                "POST",
                "/locks",
                body.replace("SPACED", acquisition("a b"))
                        .replace("ACQUISITION", acquisition(key))
                        .replace("KEY", key));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
        assertThat(call("GET", path, "").status()).isEqualTo(404);
    }

    private String acquisition(String wanted) {
        return "{\"operation\": \"acquire\", \"key\": \"%s\", \"owner\": \"x\", \"ttl\": \"PT1M\"}".formatted(wanted);
    }

    private String order(String operation, String leaseId, String more) {
        return "{\"operation\": \"%s\", \"key\": \"%s\", \"leaseId\": \"%s\"%s}"
                .formatted(operation, key, leaseId, more);
    }

    private static String orders(String... operations) {
        return "{\"operations\": [%s]}".formatted(String.join(", ", operations));
    }

    @Test
    void aKeyThatFitsIntoNoAddressIsRefused() {
        assertThat(call("POST", "/locks/a%20b", HOLDER).status()).isEqualTo(400);
        assertThat(call("POST", "/locks/" + "x".repeat(201), HOLDER).status()).isEqualTo(400);
        assertThat(call("DELETE", path + "?leaseId=mine", "").status()).isEqualTo(400);
        assertThat(call("PUT", path, "{\"ttl\": \"PT1M\"}").status()).isEqualTo(400);
    }

    @Test
    void theInvariantsHold() {
        call("POST", path, HOLDER);

        var invariants = call("GET", "/actuator/invariants", "");

        assertThat(invariants.status()).isEqualTo(200);
        assertThat(invariants.body().toString()).contains("tokens-are-given-out-once", "waiters-are-known");
    }

    private void awaitQueue(int length) {
        Awaitility.await()
                .until(() -> call("GET", path, "").body().path("queueLength").asInt() == length);
    }

    /** Asks for the lock and says nothing more. */
    private Socket waitOnTheLine() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write("POST %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, WAITER.length(), WAITER)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static String renewal(String leaseId, String ttl) {
        return "{\"leaseId\": \"%s\", \"ttl\": \"%s\"}".formatted(leaseId, ttl);
    }

    private Answer call(String method, String address, String body) {
        try {
            var response = http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + address))
                            .method(method, BodyPublishers.ofString(body))
                            .header("Content-Type", "application/json")
                            .build(),
                    BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
