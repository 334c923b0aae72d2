package dev.tandem.order.choreography;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.locks.job.Fence;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Subscription;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.domain.Status;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.RecordedEvent;
import dev.tandem.order.journal.StoredOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** How orders end that nobody conducts. */
@OrderServiceTest
class ChoreographyTest {

    private static final UUID PAYMENT = Ids.next();
    private static final UUID RESERVATION = Ids.next();
    private static final UUID SHIPMENT = Ids.next();

    @Autowired
    private Subscription<PaymentEvent> choreographyOfPayments;

    @Autowired
    private Subscription<InventoryEvent> choreographyOfInventory;

    @Autowired
    private Subscription<ShippingEvent> choreographyOfShipments;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private Orders orders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private List<Invariant> invariants;

    private UUID id = Ids.next();

    @BeforeEach
    void place(@LocalServerPort int port) throws Exception {
        id = UUID.fromString(new Http(port).post("/orders", """
                {"customerId": "alice", "items": [{"sku": "book", "quantity": 1}], "payment": {"method": "wallet"},
                 "coordination": "saga-choreographed",
                 "shippingAddress": {"name": "A", "street": "S", "city": "C", "postalCode": "1", "country": "DE"}}
                """).text("orderId"));
    }

    @AfterEach
    void theInvariantsHold() {
        assertThat(invariants)
                .allSatisfy(invariant ->
                        assertThat(invariant.check()).as(invariant.name()).isEmpty());
    }

    /** P: paid, S: packed, R: kept for good. */
    @ParameterizedTest
    @ValueSource(strings = {"PSR", "PRS", "SPR", "SRP", "RPS", "RSP", "PPSRR"})
    void anOrderIsConfirmedByWhatOthersTell(String sequence) {
        sequence.chars().forEach(letter -> hears(Character.toString(letter)));

        assertThat(happened()).containsExactly(new OrderConfirmed(id, PAYMENT, RESERVATION, SHIPMENT));
        assertThat(theOrder().status()).isEqualTo(Status.CONFIRMED);
        assertThat(isWatchedOver()).isFalse();
    }

    @Test
    void threeTellItAtTheSameMoment() throws Exception {
        atTheSameTime(List.of(() -> hears("P"), () -> hears("S"), () -> hears("R")));

        assertThat(happened()).containsExactly(new OrderConfirmed(id, PAYMENT, RESERVATION, SHIPMENT));
    }

    @Test
    void anOrderThatCannotBePaidForIsCancelled() {
        hears(new PaymentFailed(id, OUT_OF_STOCK));

        assertThat(happened()).containsExactly(new OrderCancelled(id, OUT_OF_STOCK));
        assertThat(isWatchedOver()).isFalse();
    }

    @Test
    void anOrderWithoutGoodsIsCancelledOnce() {
        hears("P");
        hears(new InventoryReservationFailed(id, OUT_OF_STOCK));
        hears(new PaymentRefunded(id, PAYMENT, BigDecimal.TEN, "EUR", OUT_OF_STOCK));

        assertThat(happened()).containsExactly(new OrderCancelled(id, OUT_OF_STOCK));
    }

    @Test
    void nothingUndoesAConfirmedOrder() {
        hears("P");
        hears("S");
        hears("R");
        silenceFor(3);

        hears(new PaymentRefunded(id, PAYMENT, BigDecimal.TEN, "EUR", TIMEOUT));
        hears(new PaymentFailed(id, TIMEOUT));
        hears(new InventoryReservationFailed(id, TIMEOUT));
        deadlines.cancelSome(Fence.OPEN);

        assertThat(theOrder().status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void anOrderThatGoesSilentIsCancelledAndWhatComesLaterChangesNothing() {
        hears("P");
        silenceFor(3);

        deadlines.cancelSome(Fence.OPEN);

        assertThat(theOrder().state().cancelled()).isEqualTo(new OrderCancelled(id, TIMEOUT));
        hears("S");
        hears("R");
        assertThat(theOrder().status()).isEqualTo(Status.CANCELLED);
        assertThat(happened()).containsExactly(new OrderCancelled(id, TIMEOUT));
    }

    @Test
    void anOrderThatIsYoungIsLeftAlone() {
        silenceFor(1);

        deadlines.cancelSome(Fence.OPEN);

        assertThat(theOrder().status()).isEqualTo(Status.PENDING);
    }

    @RepeatedTest(30)
    void ofItsConfirmationAndItsDeadlineAtTheSameMomentOneWins() throws Exception {
        hears("P");
        hears("S");
        silenceFor(3);

        atTheSameTime(List.of(() -> hears("R"), this::deadline, this::deadline));

        assertThat(happened()).hasSize(1);
        assertThat(isWatchedOver()).isFalse();
    }

    private void deadline() {
        deadlines.cancelSome(Fence.OPEN);
    }

    private void hears(String letter) {
        switch (letter) {
            case "P" -> hears(new PaymentCompleted(id, PAYMENT, BigDecimal.TEN, "EUR"));
            case "R" -> hears(choreographyOfInventory, new InventoryReservationConfirmed(id, RESERVATION));
            case "S" -> hears(choreographyOfShipments, new ShipmentCreated(id, SHIPMENT));
            default -> throw new IllegalArgumentException(letter);
        }
    }

    private void hears(PaymentEvent event) {
        hears(choreographyOfPayments, event);
    }

    private void hears(InventoryEvent event) {
        hears(choreographyOfInventory, event);
    }

    private <E> void hears(Subscription<E> subscription, E event) {
        var origin = Origin.of("test").coordinatedBy(Coordination.SAGA_CHOREOGRAPHED.wireName());
        var type = event.getClass().getSimpleName();
        var envelope = new Envelope(Ids.next(), id.toString(), type, "/test", Instant.EPOCH, null, origin, null, null);
        var batch = List.of(new Delivery<>(envelope, event));
        transaction.executeWithoutResult(status -> subscription.handler().handle(batch));
    }

    /** Lets time go by, for the database's clock cannot be set. */
    private void silenceFor(int minutes) {
        jdbc.sql("UPDATE choreography SET due_at = due_at - make_interval(mins => :minutes) WHERE order_id = :id")
                .param("minutes", minutes)
                .param("id", id)
                .update();
    }

    private static void atTheSameTime(List<Runnable> work) throws Exception {
        var start = new CyclicBarrier(work.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = work.stream()
                    .map(each -> threads.submit(() -> {
                        start.await();
                        each.run();
                        return null;
                    }))
                    .toList();
            for (var result : all) {
                result.get();
            }
        }
    }

    private boolean isWatchedOver() {
        return jdbc.sql("SELECT count(*) FROM choreography WHERE order_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    /** After it was placed. */
    private List<OrderEvent> happened() {
        return orders.events(id, 1, 10).stream().map(RecordedEvent::event).toList();
    }

    private StoredOrder theOrder() {
        return orders.find(id).orElseThrow();
    }
}
