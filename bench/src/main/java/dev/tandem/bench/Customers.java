package dev.tandem.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Places orders over HTTP, as customers do. Thread-safe. */
final class Customers {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI orders;
    private final OrderWishes wishes;
    private final Flights flights;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    Customers(URI orderService, OrderWishes wishes, Flights flights) {
        this.orders = orderService.resolve("/orders");
        this.wishes = wishes;
        this.flights = flights;
    }

    /**
     * Places the next order, and returns whether it was accepted.
     *
     * @param wanted when the customer wanted it, which may be a while ago if the shop is slow (System.nanoTime)
     */
    boolean place(long wanted) {
        var request = HttpRequest.newBuilder(orders)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(wishes.next()))
                .build();
        try {
            var response = http.send(request, BodyHandlers.discarding());
            if (response.statusCode() == 202) {
                accepted.incrementAndGet();
                flights.began(orderOf(response), wanted);
                return true;
            }
        } catch (IOException e) {
            // Counted with the refusals: a benchmark with failures is told as such.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refused.incrementAndGet();
        return false;
    }

    long accepted() {
        return accepted.get();
    }

    /** Requests that were answered otherwise than with 202, or not at all. */
    long refused() {
        return refused.get();
    }

    private static String orderOf(HttpResponse<?> response) {
        var location = response.headers().firstValue("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }
}
