package dev.tandem.deployment;

import static org.awaitility.Awaitility.await;

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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.util.TestSocketUtils;

/** All services in this JVM, on a database server of their own that may be taken away. */
final class RunningServices implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final PostgresServer postgres = PostgresServer.start(false);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Application, Integer> ports = new EnumMap<>(Application.class);
    private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

    RunningServices() {
        KafkaServer.shared().createTopics(1, Topics.all().toArray(String[]::new));
        for (var application : Application.values()) {
            ports.put(application, TestSocketUtils.findAvailableTcpPort());
        }
        for (var application : Application.values()) {
            contexts.add(start(application));
        }
    }

    private ConfigurableApplicationContext start(Application application) {
        var database = postgres.freshDatabase();
        var settings = new ArrayList<>(List.of(
                "--server.port=" + ports.get(application),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + KafkaServer.shared().bootstrapServers(),
                "--tandem.messaging.static-membership=false",
                "--spring.jmx.enabled=false"));
        ports.forEach((other, port) -> settings.add("--tandem.services.%s=%s".formatted(other.id(), url(port))));
        return new SpringApplicationBuilder(application.main())
                .properties("spring.config.name=" + application.id())
                .run(settings.toArray(String[]::new));
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }

    PostgresServer postgres() {
        return postgres;
    }

    HttpResponse<String> get(Application application, String path) {
        return send(request(application, path).build());
    }

    private HttpRequest.Builder request(Application application, String path) {
        return HttpRequest.newBuilder(URI.create(url(Objects.requireNonNull(ports.get(application))) + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest request) {
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

    /** Lets an order go through, one be turned back, and one be committed in two phases, so that there is something to see. */
    void trade() {
        var card = "{\"method\": \"card\", \"token\": \"tok_visa\"}";
        order("saga-orchestrated", card, "DE");
        order("saga-orchestrated", card, "AQ");
        order("two-phase-commit", "{\"method\": \"wallet\"}", "DE");
        await().atMost(PATIENCE)
                .until(
                        this::scrape,
                        scrape -> scrape.has(ended("completed"))
                                && scrape.has(ended("compensated"))
                                && scrape.has("tandem_transactions_ended_total"));
    }

    private static PromQl.Selector ended(String outcome) {
        return new PromQl("tandem_saga_duration_seconds_count{outcome=\"%s\"}".formatted(outcome))
                .selectors()
                .getFirst();
    }

    private void order(String coordination, String payment, String country) {
        var body = """
                {"customerId": "alice", "items": [{"sku": "book", "quantity": 1}],
                 "coordination": "%s", "payment": %s,
                 "shippingAddress": {"name": "Alice", "street": "Main Street 1", "city": "Berlin", "postalCode": "10115",
                                     "country": "%s"}}
                """.formatted(coordination, payment, country);
        var answer = send(request(Application.ORDER, "/orders")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(body))
                .build());
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError("the order was not taken: " + answer.body());
        }
    }

    /** As Prometheus reads them, of all services. */
    Scrape scrape() {
        var all = new StringBuilder();
        for (var application : Application.values()) {
            get(application, "/actuator/health/readiness"); // so that requests have been counted
            all.append(get(application, "/actuator/prometheus").body());
        }
        return Scrape.of(all.toString());
    }

    @Override
    public void close() {
        contexts.forEach(ConfigurableApplicationContext::close);
        postgres.close();
    }
}
