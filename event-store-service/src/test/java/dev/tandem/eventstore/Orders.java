package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A customer's orders as order-service would tell them, and what the views make of them. */
final class Orders {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Client http;
    private final String customer;

    Orders(Client http, String customer) {
        this.http = http;
        this.customer = customer;
    }

    static List<UUID> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> UUID.randomUUID()).toList();
    }

    void placeAndConfirm(List<UUID> orders) throws Exception {
        try (var customers = Executors.newFixedThreadPool(8)) {
            for (var done : customers.invokeAll(orders.stream()
                    .map(id -> (Callable<Boolean>) () -> {
                        place(id, "10.00");
                        confirm(id);
                        return true;
                    })
                    .toList())) {
                done.get();
            }
        }
    }

    void place(UUID id, String total) {
        appendUntilItIsThere(id, event("OrderCreated", """
                {"orderId": "%s", "customerId": "%s", "items": [{"sku": "book", "quantity": 2, "unitPrice": 25.00}],
                 "total": %s, "currency": "EUR", "payment": {"method": "wallet"},
                 "shippingAddress": {"name": "Alice", "street": "Main Street 1", "city": "Berlin",
                                     "postalCode": "10115", "country": "DE"},
                 "coordination": "saga-orchestrated"}""".formatted(id, customer, total)));
    }

    void confirm(UUID id) {
        appendUntilItIsThere(id, event("OrderConfirmed", """
                {"orderId": "%s", "paymentId": "%s", "reservationId": "%s", "shipmentId": "%s"}""".formatted(
                        id, UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID())));
    }

    void cancel(UUID id) {
        appendUntilItIsThere(
                id, event("OrderCancelled", "{\"orderId\": \"%s\", \"reason\": \"CUSTOMER_REQUEST\"}".formatted(id)));
    }

    /** As a client does whose answer was lost: the same again. */
    private void appendUntilItIsThere(UUID id, String event) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> http.append("order-" + id, Map.of(), event).status() < 300);
    }

    /** Waits until the platform's views have everything. */
    void awaitViews() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> http.get("/projections")
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(projection -> !projection.path("name").asText().equals("shares"))
                        .allMatch(projection -> projection.path("lag").asLong() == 0));
    }

    JsonNode invariants() throws Exception {
        return http.get("/actuator/invariants").body();
    }
}
