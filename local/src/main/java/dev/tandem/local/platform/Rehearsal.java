package dev.tandem.local.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Some of everything that services are asked for, so that a cache knows what it takes. What they answer is no matter. */
final class Rehearsal {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String ORDER = """
            {"customerId": "alice", "items": [{"sku": "book", "quantity": 1}], "payment": ${payment},
             "shippingAddress": {"name": "Alice", "street": "Main Street 1", "city": "Berlin", "postalCode": "10115",
                                 "country": "${country}"}}
            """;

    private static final String WALLET = "{\"method\": \"wallet\"}";
    private static final String CARD = "{\"method\": \"card\", \"token\": \"tok_visa\"}";

    private static final List<String> QUESTIONS =
            List.of("/actuator/health", "/actuator/invariants", "/actuator/prometheus", "/v3/api-docs");

    private final HttpClient client;
    private final Ports ports;

    private Rehearsal(HttpClient client, Ports ports) {
        this.client = client;
        this.ports = ports;
    }

    static void play(Ports ports) {
        try (var client = HttpClient.newHttpClient()) {
            new Rehearsal(client, ports).play();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play() throws InterruptedException {
        order(WALLET, "DE");
        order(CARD, "DE");
        order(WALLET, "AQ");
        get(Service.ORDER, "/orders");
        get(Service.PAYMENT, "/payments");
        get(Service.INVENTORY, "/reservations");
        get(Service.SHIPPING, "/shipments");
        get(Service.ORCHESTRATOR, "/sagas");
        get(Service.LOCK, "/locks");
        for (var service : Service.values()) {
            for (var question : QUESTIONS) {
                get(service, question);
            }
        }
    }

    private void order(String payment, String country) throws InterruptedException {
        var body = ORDER.replace("${payment}", payment).replace("${country}", country);
        send(HttpRequest.newBuilder(uri(Service.ORDER, "/orders"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Prefer", "wait=10")
                .POST(BodyPublishers.ofString(body)));
    }

    private void get(Service service, String path) throws InterruptedException {
        send(HttpRequest.newBuilder(uri(service, path)));
    }

    private void send(HttpRequest.Builder builder) throws InterruptedException {
        var request = builder.timeout(PATIENCE).build();
        try {
            var answer = client.send(request, BodyHandlers.discarding());
            System.out.println(request.method() + " " + request.uri() + ": " + answer.statusCode());
        } catch (IOException e) {
            System.out.println(request.method() + " " + request.uri() + ": " + e);
        }
    }

    private URI uri(Service service, String path) {
        return URI.create("http://127.0.0.1:" + ports.of(service.id()) + path);
    }
}
