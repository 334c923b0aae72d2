package dev.tandem.bench;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Places orders over HTTP, as customers do. Thread-safe. */
final class Customers implements AutoCloseable {

    /** More than ever wait at the same time. */
    private static final int CONNECTIONS = 1_000;

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.ofSeconds(5))
                            .setSocketTimeout(Timeout.ofSeconds(60))
                            .build())
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
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
        var request = ClassicRequestBuilder.post(orders)
                .setHeader("Idempotency-Key", UUID.randomUUID().toString())
                .setEntity(wishes.next(), ContentType.APPLICATION_JSON)
                .build();
        try {
            var location = http.execute(request, Customers::locationIfAccepted);
            if (location != null) {
                accepted.incrementAndGet();
                flights.began(location.substring(location.lastIndexOf('/') + 1), wanted);
                return true;
            }
        } catch (IOException e) {
            // Counted with the refusals: a benchmark with failures is told as such.
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

    private static @Nullable String locationIfAccepted(ClassicHttpResponse response) throws IOException {
        EntityUtils.consume(response.getEntity()); // or the connection cannot be used again
        return response.getCode() == 202 ? response.getFirstHeader("Location").getValue() : null;
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }
}
