package dev.tandem.order.choreography;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
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
import dev.tandem.messaging.Message;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
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
        var told = sequence.chars()
                .boxed()
                .flatMap(letter -> hears(Character.toString(letter)).stream())
                .toList();

        assertThat(told).containsExactly(new OrderConfirmed(id, PAYMENT, RESERVATION, SHIPMENT));
        assertThat(theOrder().status()).isEqualTo(Status.CONFIRMED);
        assertThat(isWatchedOver()).isFalse();
    }

    @Test
    void threeTellItAtTheSameMoment() throws Exception {
        var told = atTheSameTime(List.of(() -> hears("P"), () -> hears("S"), () -> hears("R")));

        assertThat(told).containsExactly(new OrderConfirmed(id, PAYMENT, RESERVATION, SHIPMENT));
    }

    @Test
    void anOrderThatCannotBePaidForIsCancelled() {
        assertThat(hears(new PaymentFailed(id, OUT_OF_STOCK))).containsExactly(new OrderCancelled(id, OUT_OF_STOCK));
        assertThat(isWatchedOver()).isFalse();
    }

    @Test
    void anOrderWithoutGoodsIsCancelledOnce() {
        hears("P");

        assertThat(hears(new InventoryReservationFailed(id, OUT_OF_STOCK)))
                .containsExactly(new OrderCancelled(id, OUT_OF_STOCK));
        assertThat(hears(new PaymentRefunded(id, PAYMENT, BigDecimal.TEN, "EUR", OUT_OF_STOCK)))
                .isEmpty();
    }

    @Test
    void nothingUndoesAConfirmedOrder() {
        hears("P");
        hears("S");
        hears("R");
        silenceFor(3);

        assertThat(hears(new PaymentRefunded(id, PAYMENT, BigDecimal.TEN, "EUR", TIMEOUT)))
                .isEmpty();
        assertThat(hears(new PaymentFailed(id, TIMEOUT))).isEmpty();
        assertThat(hears(new InventoryReservationFailed(id, TIMEOUT))).isEmpty();
        deadlines.cancelSome(Fence.OPEN);

        assertThat(theOrder().status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void anOrderThatGoesSilentIsCancelledAndWhatComesLaterChangesNothing() {
        hears("P");
        silenceFor(3);

        deadlines.cancelSome(Fence.OPEN);

        assertThat(theOrder().state().cancelled()).isEqualTo(new OrderCancelled(id, TIMEOUT));
        assertThat(hears("S")).isEmpty();
        assertThat(hears("R")).isEmpty();
        assertThat(theOrder().status()).isEqualTo(Status.CANCELLED);
        assertThat(eventTypes()).containsExactly("OrderCreated", "OrderCancelled");
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

        assertThat(eventTypes()).hasSize(2).startsWith("OrderCreated");
        assertThat(isWatchedOver()).isFalse();
    }

    private List<Object> deadline() {
        deadlines.cancelSome(Fence.OPEN);
        return List.of();
    }

    private List<Object> hears(String letter) {
        return switch (letter) {
            case "P" -> hears(new PaymentCompleted(id, PAYMENT, BigDecimal.TEN, "EUR"));
            case "R" -> hears(choreographyOfInventory, new InventoryReservationConfirmed(id, RESERVATION));
            case "S" -> hears(choreographyOfShipments, new ShipmentCreated(id, SHIPMENT));
            default -> throw new IllegalArgumentException(letter);
        };
    }

    private List<Object> hears(PaymentEvent event) {
        return hears(choreographyOfPayments, event);
    }

    private List<Object> hears(InventoryEvent event) {
        return hears(choreographyOfInventory, event);
    }

    private <E> List<Object> hears(Subscription<E> subscription, E event) {
        var origin = Origin.of("test").coordinatedBy(Coordination.SAGA_CHOREOGRAPHED.wireName());
        var type = event.getClass().getSimpleName();
        var envelope = new Envelope(Ids.next(), id.toString(), type, "/test", Instant.EPOCH, null, origin, null, null);
        var delivery = new Delivery<>(envelope, event);
        transaction.executeWithoutResult(status -> subscription.handler().handle(List.of(delivery)));
        return delivery.caused().stream().map(Message::body).toList();
    }

    /** Lets time go by, for the database's clock cannot be set. */
    private void silenceFor(int minutes) {
        jdbc.sql("UPDATE choreography SET due_at = due_at - make_interval(mins => :minutes) WHERE order_id = :id")
                .param("minutes", minutes)
                .param("id", id)
                .update();
    }

    private static List<Object> atTheSameTime(List<Callable<List<Object>>> work) throws Exception {
        var start = new CyclicBarrier(work.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = work.stream()
                    .map(each -> (Callable<List<Object>>) () -> {
                        start.await();
                        return each.call();
                    })
                    .toList();
            var told = new ArrayList<Object>();
            for (var result : threads.invokeAll(all)) {
                told.addAll(result.get());
            }
            return told;
        }
    }

    private boolean isWatchedOver() {
        return jdbc.sql("SELECT count(*) FROM choreography WHERE order_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    private List<String> eventTypes() {
        return orders.events(id, 0, 10).stream().map(RecordedEvent::type).toList();
    }

    private StoredOrder theOrder() {
        return orders.find(id).orElseThrow();
    }
}
