package dev.tandem.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.order.Http;
import dev.tandem.order.Http.Answer;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.Samples;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.OrderList;
import dev.tandem.order.journal.Orders;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class WaitingTest {

    private final String customer = "waiting-" + Ids.next();

    @Autowired
    private Orders orders;

    @Autowired
    private OrderList list;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outcomes outcomes;

    @Autowired
    private JdbcClient jdbc;

    private Http http;

    @BeforeEach
    void registerACustomer(@LocalServerPort int port) throws Exception {
        http = new Http(port);
        http.post("/customers", "{\"customerId\": \"%s\", \"name\": \"Waiting\"}".formatted(customer));
    }

    @Test
    void whoWaitsGetsTheConfirmedOrder() throws Exception {
        var waiting = placeAndWait("wait=30");

        var id = placedOrder();
        commit(Samples.confirmOrder(id));

        var confirmed = waiting.get(5, TimeUnit.SECONDS);
        assertThat(confirmed.status()).isEqualTo(201);
        assertThat(confirmed.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(confirmed.header("Location")).isEqualTo("/orders/" + id);
        assertThat(confirmed.body()).isEqualTo(http.get("/orders/" + id).body());
        assertThat(confirmed.text("status")).isEqualTo("CONFIRMED");
        assertThat(confirmed.text("paymentId")).isEqualTo(Samples.PAYMENT.toString());
    }

    @Test
    void whoWaitsIsToldWhyTheOrderWasCancelled() throws Exception {
        var waiting = placeAndWait("wait=30");

        var id = placedOrder();
        commit(new CancelOrder(id, CancellationReason.OUT_OF_STOCK));

        var problem = waiting.get(5, TimeUnit.SECONDS);
        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.header("Content-Type")).startsWith("application/problem+json");
        assertThat(problem.header("Preference-Applied")).isEqualTo("wait=30");
        assertThat(problem.text("type")).isEqualTo("/problems/order-cancelled");
        assertThat(problem.text("reason")).isEqualTo("OUT_OF_STOCK");
        assertThat(problem.text("orderId")).isEqualTo(id.toString());
    }

    @Test
    void whoseTimePassesHearsThatItIsAccepted() throws Exception {
        var accepted = placeAndWait("wait=1").get(5, TimeUnit.SECONDS);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(accepted.text("status")).isEqualTo("PENDING");
    }

    @Test
    void anOrderThatAnotherReplicaFinishesIsNoticed() throws Exception {
        var waiting = placeAndWait("wait=30");

        var id = placedOrder();
        confirmElsewhere(id);

        assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(201);
    }

    @Test
    void anOrderThatIsRolledBackToPendingWakesNobody() throws Exception {
        var waiting = placeAndWait("wait=2");

        var id = placedOrder();
        transaction.executeWithoutResult(status -> {
            save(Samples.confirmOrder(id));
            status.setRollbackOnly();
        });

        assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(202);
    }

    @Test
    void nobodyIsKeptWaitingByAServiceThatStops() throws Exception {
        var waiting = placeAndWait("wait=30");

        placedOrder();
        outcomes.giveUp();

        assertThat(waiting.get(5, TimeUnit.SECONDS).status()).isEqualTo(202);
    }

    private CompletableFuture<Answer> placeAndWait(String preference) {
        return http.postAsync("/orders", Requests.with("alice", customer), "Prefer", preference);
    }

    private UUID placedOrder() {
        return await().until(() -> list.page(customer, null, null, 1), list -> !list.isEmpty())
                .getFirst()
                .id();
    }

    private void commit(OrderCommand command) {
        transaction.executeWithoutResult(status -> save(command));
    }

    private void save(OrderCommand command) {
        var batch = orders.lock(List.of(command.orderId()));
        batch.handle(command, Terms.NONE, Origin.of("test"));
        orders.save(batch);
    }

    /** What another replica's commit looks like from here: a changed row, and nobody says so. */
    private void confirmElsewhere(UUID id) {
        jdbc.sql("""
                WITH confirmed AS (
                    INSERT INTO event_journal (stream_id, version, event_id, type, schema_version, data, metadata,
                                               occurred_at)
                    SELECT 'order-' || order_id, 2, gen_random_uuid(), 'OrderConfirmed', 1,
                           json_build_object('orderId', order_id, 'paymentId', :paymentId::uuid,
                                             'reservationId', :reservationId::uuid, 'shipmentId', :shipmentId::uuid),
                           '{"correlationId": "elsewhere"}', updated_at
                      FROM orders
                     WHERE order_id = :orderId)
                UPDATE orders
                   SET status = 'CONFIRMED', version = 2, payment_id = :paymentId::uuid,
                       reservation_id = :reservationId::uuid, shipment_id = :shipmentId::uuid
                 WHERE order_id = :orderId
                """)
                .param("orderId", id)
                .param("paymentId", Samples.PAYMENT)
                .param("reservationId", Samples.RESERVATION)
                .param("shipmentId", Samples.SHIPMENT)
                .update();
    }
}
