package dev.tandem.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;

@WholeService
class IntakeTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Client http = new Client(0);

    @BeforeEach
    void connect() {
        http = new Client(port);
    }

    @Test
    void everyEventIsTakenInAsItIsAlsoOfTypesAndWithFieldsThatNobodyHereKnows() throws Exception {
        send(UUID.randomUUID(), "ParcelWeighed", "{\"grams\": 500.00, \"by\": {\"name\": \"Ödön\"}}");

        var event = awaitEvents(1).getFirst();

        assertThat(event.path("data").toString()).isEqualTo("{\"by\":{\"name\":\"Ödön\"},\"grams\":500.00}");
        assertThat(event.path("streamId").asText()).isEqualTo("shipping-" + key);
        assertThat(event.at("/metadata/correlationId").asText()).isEqualTo("c-" + key);
        assertThat(event.at("/metadata/coordination").asText()).isEqualTo("saga-choreographed");
        assertThat(event.path("occurredAt").asText()).isEqualTo("2026-01-02T03:04:05Z");
    }

    @Test
    void whatComesTwiceIsKeptOnceAndNeedsNoInbox() throws Exception {
        var twice = UUID.randomUUID();
        send(twice, "ParcelWeighed", "{}");
        send(twice, "ParcelWeighed", "{}");
        send(UUID.randomUUID(), "ParcelSent", "{}");
        awaitEvents(2);

        send(twice, "ParcelWeighed", "{}");
        send(UUID.randomUUID(), "ParcelLost", "{}");

        assertThat(awaitEvents(3))
                .extracting(event -> event.path("type").asText())
                .containsExactly("ParcelWeighed", "ParcelSent", "ParcelLost");
        assertThat(jdbc.sql("SELECT count(*) FROM inbox WHERE message_id = :id")
                        .param("id", twice)
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whatDoesNotFitItsSchemaIsParkedAndTheLaterOnesOfItsKeyWait() throws Exception {
        http.put("/schemas/ParcelMeasured/1", "{\"required\": [\"length\"]}");
        send(UUID.randomUUID(), "ParcelWeighed", "{}");
        send(UUID.randomUUID(), "ParcelMeasured", "{}");
        send(UUID.randomUUID(), "ParcelSent", "{}");

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(parked()).hasSize(2));

        assertThat(parked().getFirst()).contains("length");
        assertThat(awaitEvents(1)).hasSize(1);
    }

    private List<String> parked() {
        return jdbc.sql("SELECT cause FROM dead_letter WHERE key = :key ORDER BY record_offset")
                .param("key", key)
                .query(String.class)
                .list();
    }

    private void send(UUID id, String type, String body) throws Exception {
        var message = new ProducerRecord<>(Topics.SHIPPING_EVENTS, key, body.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_id",
                        id.toString(),
                        "ce_type",
                        type,
                        "ce_source",
                        "/shipping-service",
                        "ce_time",
                        "2026-01-02T03:04:05Z",
                        "correlationid",
                        "c-" + key,
                        "coordination",
                        "saga-choreographed")
                .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        kafka.send(message).get();
    }

    private List<JsonNode> awaitEvents(int count) throws Exception {
        var path = "/streams/shipping-" + key + "/events";
        await().atMost(PATIENCE).until(() -> http.get(path).body().path("items").size() >= count);
        return http.get(path).body().path("items").valueStream().toList();
    }
}
