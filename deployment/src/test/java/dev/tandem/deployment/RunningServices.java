package dev.tandem.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.contracts.Topics;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** All services in this JVM, on a database server of their own that may be taken away. */
final class RunningServices implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PostgresServer postgres = PostgresServer.start(false);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Application, ServletWebServerApplicationContext> contexts = new EnumMap<>(Application.class);

    RunningServices() {
        KafkaServer.shared().createTopics(1, Topics.all().toArray(String[]::new));
        for (var application : Application.values()) {
            contexts.put(application, start(application));
        }
    }

    private ServletWebServerApplicationContext start(Application application) {
        var database = postgres.freshDatabase();
        return (ServletWebServerApplicationContext) new SpringApplicationBuilder(application.main())
                .properties("spring.config.name=" + application.id())
                .run(
                        "--server.port=0",
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.kafka.bootstrap-servers="
                                + KafkaServer.shared().bootstrapServers(),
                        "--tandem.messaging.static-membership=false",
                        "--spring.jmx.enabled=false");
    }

    PostgresServer postgres() {
        return postgres;
    }

    HttpResponse<String> get(Application application, String path) {
        var port =
                Objects.requireNonNull(contexts.get(application)).getWebServer().getPort();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(Application application, String path) {
        try {
            return JSON.readTree(get(application, path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As Prometheus reads them, of all services. */
    String metrics() {
        var all = new StringBuilder();
        for (var application : Application.values()) {
            get(application, "/actuator/health/readiness"); // so that requests have been counted
            all.append(get(application, "/actuator/prometheus").body());
        }
        return all.toString();
    }

    @Override
    public void close() {
        contexts.values().forEach(ServletWebServerApplicationContext::close);
        postgres.close();
    }
}
