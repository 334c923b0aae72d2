package dev.tandem.orchestrator.fulfillment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import dev.tandem.orchestrator.Http;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** From the event to the end of the saga, over a real broker and a real database. */
@JourneyTest
class FulfillmentJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @LocalServerPort
    private int port;

    @Autowired
    private Participants participants;

    @Autowired
    private Outbox outbox;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void anOrderThatWasPlacedIsCarriedOut() throws Exception {
        var order = order("alice", "DE", null);

        happened(order);

        awaitStatus(order, "COMPLETED");
        assertThat(participants.asked(order.orderId()))
                .containsExactly(
                        "ProcessPayment", "ReserveInventory", "CreateShipment", "ConfirmReservation", "ConfirmOrder");
        var saga = http.get("/sagas?businessKey=" + order.orderId());
        assertThat(saga.body().at("/items")).hasSize(1);
        var whole = http.get("/sagas/" + saga.text("/items/0/sagaId"));
        assertThat(whole.text("/definition")).isEqualTo("order-fulfillment");
        assertThat(whole.text("/steps/0/name")).isEqualTo("create-order");
        assertThat(whole.text("/steps/0/status")).isEqualTo("SUCCEEDED");
        assertThat(whole.text("/data/total")).isEqualTo("50.00");
        assertThat(whole.text("/data/shipmentId")).isEqualTo(whole.text("/steps/3/reply/shipmentId"));
    }

    @Test
    void anUndeliverableOrderIsUndoneInReverse() {
        var order = order("alice", Participants.ANTARCTICA, "order-fulfillment");

        happened(order);

        awaitStatus(order, "COMPENSATED");
        assertThat(participants.asked(order.orderId()))
                .containsExactly(
                        "ProcessPayment",
                        "ReserveInventory",
                        "CreateShipment",
                        "ReleaseInventory",
                        "RefundPayment",
                        "CancelOrder");
    }

    @Test
    void anOrderMayAskForTheOtherOrderOfSteps() {
        var order = order(Participants.POOR, "DE", "order-fulfillment-reserve-first");

        happened(order);

        awaitStatus(order, "COMPENSATED");
        assertThat(participants.asked(order.orderId()))
                .containsExactly("ReserveInventory", "ProcessPayment", "ReleaseInventory", "CancelOrder");
    }

    @Test
    void aConfirmedOrderIsUndoneAtItsCustomersWishOnceHoweverOftenThatIsSaid() throws Exception {
        var order = order("alice", "DE", null);
        happened(order);
        awaitStatus(order, "COMPLETED");

        var wish = new OrderCancellationRequested(order.orderId());
        send(Coordination.SAGA_ORCHESTRATED, wish, wish);

        var sagas = "/sagas?definition=order-cancellation&businessKey=" + order.orderId();
        await().atMost(PATIENCE)
                .until(() -> http.get(sagas).text("/items/0/status").equals("COMPLETED"));
        assertThat(http.get(sagas).body().at("/items")).hasSize(1);
        assertThat(participants.asked(order.orderId()))
                .endsWith("CancelShipment", "ReleaseInventory", "RefundPayment", "CancelOrder")
                .hasSize(9);
    }

    @Test
    void anEventThatComesTwiceStartsOneSaga() {
        var order = order("alice", "DE", null);

        happened(order, order);
        awaitStatus(order, "COMPLETED");
        happened(order);

        var later = order("bob", "DE", null);
        happened(later); // its saga has ended when whatever the repetition caused would have begun
        awaitStatus(later, "COMPLETED");
        assertThat(participants.asked(order.orderId())).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void anOrderThatAsksForAnUnknownSagaIsCancelled() {
        var order = order("alice", "DE", "order-teleportation");

        happened(order);

        await().atMost(PATIENCE).until(() -> participants.asked(order.orderId()).equals(List.of("CancelOrder")));
        assertThat(statuses()).doesNotContainKey(order.orderId().toString());
    }

    @Test
    void anOrderThatIsCoordinatedOtherwiseIsLeftAlone() {
        var choreographed = order("alice", "DE", null);
        var ours = order("alice", "DE", null);

        happened(Coordination.SAGA_CHOREOGRAPHED, choreographed);
        happened(ours);

        awaitStatus(ours, "COMPLETED");
        assertThat(participants.asked(choreographed.orderId())).isEmpty();
    }

    @Test
    void aSagaStartedOverHttpCreatesItsOrderAndTheOrdersEventStartsNoOther() throws Exception {
        var started = http.post("/sagas/order-fulfillment-reserve-first", """
                {"customerId": "alice", "items": [{"sku": "book", "quantity": 2}], "payment": {"method": "wallet"},
                 "shippingAddress": {"name": "A", "street": "B 1", "city": "C", "postalCode": "1", "country": "DE"}}
                """);

        var statusUrl = started.text("/statusUrl");
        await().atMost(PATIENCE).until(() -> http.get(statusUrl).text("/status").equals("COMPLETED"));

        var orderId = UUID.fromString(http.get(statusUrl).text("/businessKey"));
        assertThat(participants.asked(orderId)).hasSize(6).startsWith("CreateOrder", "ReserveInventory");
        var later = order("bob", "DE", null);
        happened(later); // behind the event that could have started a second saga
        awaitStatus(later, "COMPLETED");
        assertThat(http.get("/sagas?businessKey=" + orderId).body().at("/items"))
                .hasSize(1);
    }

    @Test
    void hundredsOfOrdersAtOnceAllEndAndAgreeWithTheirHistories() throws Exception {
        var orders = IntStream.range(0, 500)
                .mapToObj(i -> order(i % 10 == 0 ? Participants.POOR : "alice", "DE", null))
                .toArray(OrderCreated[]::new);

        happened(orders);

        await().atMost(PATIENCE).until(() -> {
            var statuses = statuses();
            return Arrays.stream(orders).allMatch(order -> {
                var expected = order.customerId().equals(Participants.POOR) ? "COMPENSATED" : "COMPLETED";
                return expected.equals(statuses.get(order.orderId().toString()));
            });
        });
        assertThat(http.get("/actuator/invariants").body().at("/holds").asBoolean())
                .isTrue();
    }

    private static OrderCreated order(String customer, String country, @Nullable String saga) {
        return new OrderCreated(
                Ids.next(),
                customer,
                List.of(new PricedLine("book", 2, new BigDecimal("25.00"))),
                new BigDecimal("50.00"),
                "EUR",
                new PaymentMethod.Wallet(),
                new Address("Alice", "Main Street 1", "Berlin", "10115", country),
                Coordination.SAGA_ORCHESTRATED,
                saga);
    }

    private void happened(OrderCreated... orders) {
        happened(Coordination.SAGA_ORCHESTRATED, orders);
    }

    private void happened(Coordination coordination, OrderCreated... orders) {
        send(coordination, orders);
    }

    private void send(Coordination coordination, OrderEvent... events) {
        var origin = Origin.of("test").coordinatedBy(coordination.wireName());
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            for (var event : events) {
                outbox.send(Message.event(Topics.ORDER_EVENTS, orderIdOf(event), event), origin);
            }
        });
    }

    private static UUID orderIdOf(OrderEvent event) {
        return switch (event) {
            case OrderCreated created -> created.orderId();
            case OrderCancellationRequested requested -> requested.orderId();
            case CustomerRegistered _, OrderConfirmed _, OrderCancelled _ ->
                throw new IllegalArgumentException("begins no saga: " + event);
        };
    }

    private void awaitStatus(OrderCreated order, String status) {
        await().atMost(PATIENCE)
                .until(() -> status.equals(statuses().get(order.orderId().toString())));
    }

    private Map<String, String> statuses() {
        return jdbc.sql("SELECT business_key, status FROM saga WHERE definition <> 'order-cancellation'")
                .query(rows -> {
                    var statuses = new HashMap<String, String>();
                    while (rows.next()) {
                        statuses.put(rows.getString(1), rows.getString(2));
                    }
                    return statuses;
                });
    }
}
