package dev.tandem.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.eventstore.EventStoreApplication;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The event store service in this process, on a log of its own, asked over HTTP. It listens to no topic. */
final class EventService implements AutoCloseable {

    private static final int CONNECTIONS = 64;

    private final ObjectMapper json = new ObjectMapper();
    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build();
    private final ConfigurableApplicationContext context;
    private final URI address;

    EventService(Platform platform, EventDatabase database) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none"); // the launcher's logs go nowhere
        var login = platform.login(database.name());
        this.context = SpringApplication.run(
                EventStoreApplication.class,
                "--spring.config.name=event-store-service",
                "--spring.main.banner-mode=off",
                "--server.port=0",
                "--spring.datasource.url=" + login.url(),
                "--spring.datasource.username=" + login.username(),
                "--spring.datasource.password=" + login.password(),
                "--spring.kafka.bootstrap-servers=" + platform.kafkaAddress(),
                "--tandem.messaging.listen=false");
        this.address =
                URI.create("http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    void append(EventWriter writer, int events) throws IOException {
        var place = writer.next(events);
        var body = new StringBuilder("[");
        for (var i = 0; i < events; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"eventId\":\"%s\",\"type\":\"Benched\",\"data\":%s,\"metadata\":%s}"
                            .formatted(UUID.randomUUID(), EventWriter.DATA, EventWriter.METADATA));
        }
        var request = ClassicRequestBuilder.post(address.resolve("/streams/%s/events".formatted(place.stream())))
                .setHeader("If-Match", "\"%d\"".formatted(place.version()))
                .setEntity(body.append(']').toString(), ContentType.APPLICATION_JSON)
                .build();
        var status = http.execute(request, response -> {
            EntityUtils.consume(response.getEntity()); // or the connection cannot be used again
            return response.getCode();
        });
        if (status != 201) {
            throw new IllegalStateException("not appended: " + status);
        }
    }

    JsonNode post(String path) throws IOException {
        return ask(ClassicRequestBuilder.post(address.resolve(path)).build());
    }

    JsonNode get(String path) throws IOException {
        return ask(ClassicRequestBuilder.get(address.resolve(path)).build());
    }

    private JsonNode ask(ClassicHttpRequest request) throws IOException {
        return http.execute(request, response -> {
            var body = EntityUtils.toByteArray(response.getEntity());
            if (response.getCode() >= 300) {
                throw new IOException("%s answers %d".formatted(request.getPath(), response.getCode()));
            }
            return json.readTree(body);
        });
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
        context.close();
    }
}
