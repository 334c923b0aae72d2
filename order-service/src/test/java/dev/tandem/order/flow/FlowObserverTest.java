package dev.tandem.order.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The whole way: events on Kafka, and what is told of them over HTTP. */
@OrderServiceTest
class FlowObserverTest {

    @Autowired
    private Outbox outbox;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"saga-orchestrated", "saga-choreographed"})
    void whatHappensInEveryServiceIsToldWhateverCoordinatesTheOrder(String coordination) throws Exception {
        var id = place(coordination);
        assertThat(http.get("/orders/" + id + "/flow").status()).isEqualTo(200);
        happens(Topics.PAYMENT_EVENTS, id, new PaymentCompleted(id, Ids.next(), BigDecimal.TEN, "EUR"));
        awaitEvents(id, "OrderCreated", "PaymentCompleted");

        var waiting = http.get("/orders/" + id + "/flow").body();
        happens(Topics.INVENTORY_EVENTS, id, new InventoryReservationFailed(id, CancellationReason.OUT_OF_STOCK));

        assertThat(waiting.path("coordination").asText()).isEqualTo(coordination);
        assertThat(waiting.path("status").asText()).isEqualTo("PENDING");
        assertThat(waiting.path("waitsFor")).hasSize(1);
        var awaited = waiting.path("waitsFor").get(0);
        assertThat(awaited.path("anyOf").toString())
                .isEqualTo("[\"InventoryReserved\",\"InventoryReservationFailed\"]");
        assertThat(awaited.path("service").asText()).isEqualTo("inventory-service");
        assertThat(awaited.path("overdue").asBoolean()).isFalse();
        await().untilAsserted(() -> assertThat(http.get("/orders/" + id + "/flow")
                        .body()
                        .path("events")
                        .findValuesAsText("reason"))
                .contains("OUT_OF_STOCK"));
    }

    @Test
    void whatIsNotComingIsOverdue() throws Exception {
        var id = place("saga-orchestrated");
        awaitEvents(id, "OrderCreated");
        jdbc.sql("UPDATE flow_event SET occurred_at = occurred_at - interval '1 minute' WHERE order_id = :id")
                .param("id", id)
                .update();

        var awaited =
                http.get("/orders/" + id + "/flow").body().path("waitsFor").get(0);

        assertThat(awaited.path("overdue").asBoolean()).isTrue();
    }

    @Test
    void nobodyKnowsWhereAnUnknownOrderIs() throws Exception {
        assertThat(http.get("/orders/" + Ids.next() + "/flow").text("type")).isEqualTo("/problems/order-not-found");
    }

    private UUID place(String coordination) throws Exception {
        return UUID.fromString(http.post("/orders", """
                {"customerId": "alice", "items": [{"sku": "book", "quantity": 1}], "payment": {"method": "wallet"},
                 "coordination": "%s",
                 "shippingAddress": {"name": "A", "street": "S", "city": "C", "postalCode": "1", "country": "DE"}}
                """.formatted(coordination)).text("orderId"));
    }

    private void happens(String topic, UUID id, Object event) {
        transaction.executeWithoutResult(status ->
                outbox.send(Message.event(topic, id, event), Origin.of("test").coordinatedBy("test")));
    }

    private void awaitEvents(UUID id, String... events) {
        await().untilAsserted(() -> assertThat(http.get("/orders/" + id + "/flow")
                        .body()
                        .path("events")
                        .findValuesAsText("event"))
                .isEqualTo(List.of(events)));
    }
}
