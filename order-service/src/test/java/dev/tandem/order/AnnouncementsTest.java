package dev.tandem.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.journal.Orders;
import dev.tandem.testsupport.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

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

    @Autowired
    private Orders orders;

    @Autowired
    private CurrentTerms terms;

    @Autowired
    private TransactionTemplate transaction;

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
    void whatHappensToAnOrderIsToldInItsOrderWithWhatCausedIt() {
        var id = Ids.next();
        var cause = Ids.next();
        var origin = new Origin("my-correlation", cause, null, "two-phase-commit");
        handle(Samples.createOrder(id, new OrderLine("book", 1)), origin);
        handle(Samples.confirmOrder(id), origin);
        handle(Samples.cancelOrder(id), origin);

        var told = new ArrayList<ConsumerRecord<String, String>>();
        await().until(() -> {
            told.addAll(pollAll(id.toString()));
            return told.size() == 3;
        });

        assertThat(told)
                .extracting(event -> header(event, "ce_type"))
                .containsExactly("OrderCreated", "OrderConfirmed", "OrderCancelled");
        assertThat(told).allSatisfy(event -> {
            assertThat(header(event, "correlationid")).isEqualTo("my-correlation");
            assertThat(header(event, "causationid")).isEqualTo(cause.toString());
            assertThat(header(event, "coordination")).isEqualTo("two-phase-commit");
            assertThat(header(event, "ce_subject")).isEqualTo(id.toString());
        });
        var journal = orders.events(id, 0, 10);
        assertThat(told)
                .extracting(event -> header(event, "ce_time"))
                .isEqualTo(journal.stream()
                        .map(event -> event.occurredAt().toString())
                        .toList());
    }

    private void handle(OrderCommand command, Origin origin) {
        transaction.executeWithoutResult(status -> {
            var batch = orders.lock(List.of(command.orderId()));
            batch.handle(command, terms.concerning(List.of(command)), origin);
            orders.save(batch);
        });
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
        return pollAll(key).stream().findFirst();
    }

    private List<ConsumerRecord<String, String>> pollAll(String key) {
        return StreamSupport.stream(events.poll(Duration.ofMillis(100)).spliterator(), false)
                .filter(event -> event.key().equals(key))
                .toList();
    }

    private static String header(ConsumerRecord<String, String> event, String name) {
        var header = event.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
