package dev.tandem.bench;

import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;

/** Makes sure that customers, money and goods last: over HTTP, as anybody would. */
public final class Preparation {

    private static final int DEPOSITS = 10;

    private final Platform platform;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public Preparation(Platform platform) {
        this.platform = platform;
    }

    public void run() throws IOException, InterruptedException {
        System.out.printf("preparing %d customers%n", OrderWishes.CUSTOMERS);
        for (var number = 0; number < OrderWishes.CUSTOMERS; number++) {
            var customer = OrderWishes.customer(number);
            if (post(
                            "order-service",
                            "/customers",
                            "{\"customerId\":\"%s\",\"name\":\"%s\"}".formatted(customer, customer))
                    == 201) {
                deposit(customer);
            }
        }
        for (var sku : new String[] {"sticker", "book"}) {
            restock(sku, "W1");
            restock(sku, "W2");
        }
    }

    private void deposit(String customer) throws IOException, InterruptedException {
        for (var i = 0; i < DEPOSITS; i++) {
            while (post("payment-service", "/accounts/" + customer + "/deposits", "{\"amount\":1000000.00}") != 201) {
                Thread.sleep(Duration.ofMillis(50)); // payment-service hears of the customer by a message
            }
        }
    }

    private void restock(String sku, String warehouse) throws IOException, InterruptedException {
        var uri = platform.url("inventory-service").resolve("/stock/" + sku);
        var tag = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        var body = "{\"warehouse\":\"%s\",\"onHand\":%d}".formatted(warehouse, 10_000_000);
        var response = http.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/json")
                        .header("If-Match", tag)
                        .PUT(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IllegalStateException("restocking: %d %s".formatted(response.statusCode(), response.body()));
        }
    }

    private int post(String service, String path, String body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(platform.url(service).resolve(path))
                                .header("Content-Type", "application/json")
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }
}
