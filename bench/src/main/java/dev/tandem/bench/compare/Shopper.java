package dev.tandem.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** One customer who always orders the same, over HTTP as anybody would. */
final class Shopper implements AutoCloseable {

    static final String NAME = "compare";

    /** More than any service waits for another. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Shopper(Platform platform) {
        this.platform = platform;
    }

    /**
     * What came back.
     *
     * @param status 0 if nobody answered
     * @param nanos how long that took
     */
    record Answer(int status, JsonNode body, long nanos) {

        Optional<String> orderId() {
            return Optional.ofNullable(body.path("orderId").textValue());
        }

        /** {@code 202 PENDING}, {@code 409 TIMEOUT}. */
        String inShort() {
            var problem = body.path("type").asText().replaceFirst(".*/", "");
            var word = body.path("reason").textValue();
            return status == 0
                    ? "no answer"
                    : "%d %s"
                            .formatted(
                                    status,
                                    word != null ? word : body.path("status").asText(problem));
        }
    }

    /** Is known to the shop afterwards, and has money. */
    void register() throws IOException, InterruptedException {
        var customer = "{\"customerId\":\"%s\",\"name\":\"Compare\"}".formatted(NAME);
        send("order-service", "/customers", customer);
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        var path = "/accounts/" + NAME + "/deposits";
        while (send("payment-service", path, "{\"amount\":1000000.00}").status() != 201) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("payment-service opens no wallet for the customer " + NAME);
            }
            Thread.sleep(Duration.ofMillis(50)); // it hears of the customer by a message
        }
    }

    /** Orders a sticker and a book. */
    Answer order(String coordination) throws IOException, InterruptedException {
        return send("order-service", "/orders", """
                {"customerId":"%s","items":[{"sku":"sticker","quantity":1},{"sku":"book","quantity":1}],\
                "payment":{"method":"wallet"},"shippingAddress":{"name":"Compare","street":"Main Street 1",\
                "city":"Somewhere","postalCode":"10115","country":"DE"},"coordination":"%s"}""".formatted(NAME, coordination));
    }

    private Answer send(String service, String path, String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(uri(service, path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body))
                .build();
        var begin = System.nanoTime();
        try {
            var answer = http.send(request, BodyHandlers.ofString());
            var nanos = System.nanoTime() - begin;
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()), nanos);
        } catch (IOException e) { // nobody there, or not in time
            return new Answer(0, JSON.missingNode(), System.nanoTime() - begin);
        }
    }

    /** What a page of a service says. */
    String read(String service, String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(uri(service, path)).timeout(PATIENCE).build();
        return http.send(request, BodyHandlers.ofString()).body();
    }

    private URI uri(String service, String path) {
        return platform.url(service).resolve(path);
    }

    @Override
    public void close() {
        http.close();
    }
}
