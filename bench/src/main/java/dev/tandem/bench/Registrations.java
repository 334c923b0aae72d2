package dev.tandem.bench;

import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;

/** New customers over HTTP: one insert and one message each. Thread-safe. */
final class Registrations implements AutoCloseable {

    private static final int CONNECTIONS = 256;

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build();
    private final URI customers;

    Registrations(URI orderService) {
        this.customers = orderService.resolve("/customers");
    }

    void withoutKey() throws IOException {
        register(ClassicRequestBuilder.post(customers));
    }

    void withKey() throws IOException {
        register(ClassicRequestBuilder.post(customers)
                .setHeader("Idempotency-Key", UUID.randomUUID().toString()));
    }

    private void register(ClassicRequestBuilder request) throws IOException {
        var body = "{\"customerId\":\"bench-%s\",\"name\":\"Bench\"}".formatted(UUID.randomUUID());
        var status = http.execute(
                request.setEntity(body, ContentType.APPLICATION_JSON).build(), response -> {
                    EntityUtils.consume(response.getEntity()); // or the connection cannot be used again
                    return response.getCode();
                });
        if (status != 201) {
            throw new IllegalStateException("not registered: " + status);
        }
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }
}
