package dev.tandem.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Topics;
import dev.tandem.messaging.Ids;
import dev.tandem.testsupport.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What HTTP requests cause elsewhere: a message about it. */
@OrderServiceTest
class AnnouncementsTest {

    private final KafkaConsumer<String, String> events = new KafkaConsumer<>(
            Map.of(
                    "bootstrap.servers",
                    KafkaServer.shared().bootstrapServers(),
                    "group.id",
                    "test-" + Ids.next(),
                    "auto.offset.reset",
                    "earliest"),
            new StringDeserializer(),
            new StringDeserializer());

    private Http http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
        events.subscribe(List.of(Topics.ORDER_EVENTS));
    }

    @AfterEach
    void disconnect() {
        events.close();
    }

    @Test
    void aPlacedOrderIsToldToWhoCoordinatesIt() throws Exception {
        var accepted = http.post("/orders", """
                {"customerId": "alice", "items": [{"sku": "book", "quantity": 1}], "payment": {"method": "wallet"},
                 "sagaDefinition": "order-fulfillment",
                 "shippingAddress": {"name": "A", "street": "S", "city": "C", "postalCode": "1", "country": "DE"}}
                """, "X-Correlation-Id", "my-correlation");

        var event = eventOf(accepted.text("orderId"));

        assertThat(header(event, "ce_type")).isEqualTo("OrderCreated");
        assertThat(header(event, "ce_source")).isEqualTo("/order-service");
        assertThat(header(event, "coordination")).isEqualTo("saga-orchestrated");
        assertThat(header(event, "correlationid")).isEqualTo("my-correlation");
        assertThat(header(event, "traceparent")).startsWith("00-");
        assertThat(event.value())
                .contains("\"sagaDefinition\":\"order-fulfillment\"", "\"total\":25.00", "\"method\":\"wallet\"");
    }

    @Test
    void aNewCustomerIsToldToWhoOpensWallets() throws Exception {
        var id = "customer-" + Ids.next();

        var registered = http.post("/customers", "{\"customerId\": \"%s\", \"name\": \"Erin\"}".formatted(id));

        assertThat(registered.status()).isEqualTo(201);
        var event = eventOf(id);
        assertThat(header(event, "ce_type")).isEqualTo("CustomerRegistered");
        assertThat(event.value()).isEqualTo("{\"customerId\":\"%s\",\"name\":\"Erin\"}".formatted(id));
    }

    private ConsumerRecord<String, String> eventOf(String key) {
        return await().until(() -> poll(key), Optional::isPresent).orElseThrow();
    }

    private Optional<ConsumerRecord<String, String>> poll(String key) {
        return StreamSupport.stream(events.poll(Duration.ofMillis(100)).spliterator(), false)
                .filter(event -> event.key().equals(key))
                .findFirst();
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        var header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
