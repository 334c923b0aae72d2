package dev.tandem.inventory;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Subscription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What inventory-service makes of others' events. */
@WholeService
class ChoreographyTest {

    private final UUID order = Ids.next();

    @Autowired
    private Subscription<OrderEvent> choreographyOfOrders;

    @Autowired
    private Subscription<PaymentEvent> choreographyOfPayments;

    @Autowired
    private Subscription<ShippingEvent> choreographyOfShipments;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private List<Invariant> invariants;

    @AfterEach
    void theInvariantsHold() {
        assertThat(invariants)
                .allSatisfy(invariant ->
                        assertThat(invariant.check()).as(invariant.name()).isEmpty());
    }

    @Test
    void whatIsPaidForIsSetAsideAndKeptWhenItIsPacked() {
        assertThat(hears(placed(3))).isEmpty();
        assertThat(hears(paid())).hasExactlyElementsOfTypes(InventoryReserved.class);
        assertThat(hears(new ShipmentCreated(order, Ids.next())))
                .hasExactlyElementsOfTypes(InventoryReservationConfirmed.class);

        assertThat(reservation()).isEqualTo("CONFIRMED");
    }

    @Test
    void aPaymentThatIsHeardOfBeforeItsOrderWaitsForIt() {
        assertThat(hears(paid())).isEmpty();
        assertThat(hears(placed(3))).hasExactlyElementsOfTypes(InventoryReserved.class);

        assertThat(reservation()).isEqualTo("PENDING");
    }

    @RepeatedTest(20)
    void ofAnOrderAndItsPaymentAtTheSameMomentOneFindsTheOther() throws Exception {
        var events = atTheSameTime(List.of(() -> hears(placed(3)), () -> hears(paid())));

        assertThat(events).hasExactlyElementsOfTypes(InventoryReserved.class);
        assertThat(reservation()).isEqualTo("PENDING");
    }

    @RepeatedTest(20)
    void manyOrdersAndTheirPaymentsAtTheSameMomentDoNotBlockEachOther() throws Exception {
        var orders = IntStream.range(0, 50).mapToObj(i -> Ids.next()).toList();

        var events = atTheSameTime(List.of(
                () -> hears(
                        choreographyOfOrders,
                        orders.stream().map(id -> placed(id, 1)).toList()),
                () -> hears(
                        choreographyOfPayments,
                        orders.reversed().stream().map(ChoreographyTest::paid).toList())));

        assertThat(events).hasSize(50).hasOnlyElementsOfType(InventoryReserved.class);
    }

    @Test
    void whatIsNotThereIsTold() {
        hears(placed(1_000_000));

        assertThat(hears(paid())).containsExactly(new InventoryReservationFailed(order, OUT_OF_STOCK));
    }

    @Test
    void whatCannotBeSentIsGivenBack() {
        hears(placed(3));
        hears(paid());

        assertThat(hears(new ShipmentFailed(order, UNDELIVERABLE_ADDRESS)))
                .singleElement()
                .isInstanceOfSatisfying(
                        InventoryReleased.class,
                        released -> assertThat(released.reason()).isEqualTo(UNDELIVERABLE_ADDRESS));
    }

    @Test
    void whatIsPackedTooLateIsNotKept() {
        hears(placed(3));
        hears(paid());
        hears(new OrderCancelled(order, TIMEOUT));

        assertThat(hears(new ShipmentCreated(order, Ids.next()))).isEmpty();

        assertThat(reservation()).isEqualTo("RELEASED");
    }

    @Test
    void whatIsKeptForACancelledOrderIsGivenBack() {
        hears(placed(3));
        hears(paid());
        hears(new ShipmentCreated(order, Ids.next()));

        assertThat(hears(new OrderCancelled(order, TIMEOUT))).hasExactlyElementsOfTypes(InventoryReleased.class);
    }

    /** O: placed, P: paid, C: cancelled. */
    @ParameterizedTest
    @ValueSource(strings = {"OPC", "OCP", "POC", "PCO", "COP", "CPO", "OPPC", "OPCP", "OOPC", "OPCO", "CCOP", "OPCC"})
    void aCancelledOrderHoldsNothingWheneverItWasHeardOf(String arrival) {
        var told = new ArrayList<Object>();
        arrival.chars()
                .forEach(c -> told.addAll(
                        switch (c) {
                            case 'O' -> hears(placed(3));
                            case 'P' -> hears(paid());
                            default -> hears(new OrderCancelled(order, TIMEOUT));
                        }));

        assertThat(reservation()).isEqualTo("RELEASED");
        assertThat(told).doesNotHaveDuplicates();
        assertThat(told.stream().filter(InventoryReserved.class::isInstance))
                .hasSameSizeAs(told.stream()
                        .filter(InventoryReleased.class::isInstance)
                        .toList());
    }

    private OrderCreated placed(int quantity) {
        return placed(order, quantity);
    }

    private static OrderCreated placed(UUID id, int quantity) {
        return new OrderCreated(
                id,
                "alice",
                List.of(new PricedLine("sticker", quantity, BigDecimal.ONE)),
                new BigDecimal("3.00"),
                "EUR",
                new PaymentMethod.Wallet(),
                new Address("Alice", "Street 1", "Berlin", "10115", "DE"),
                Coordination.SAGA_CHOREOGRAPHED,
                null);
    }

    private PaymentCompleted paid() {
        return paid(order);
    }

    private static PaymentCompleted paid(UUID id) {
        return new PaymentCompleted(id, Ids.next(), new BigDecimal("3.00"), "EUR");
    }

    private String reservation() {
        return jdbc.sql("SELECT status FROM reservation WHERE order_id = :order")
                .param("order", order)
                .query(String.class)
                .single();
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

    private List<Object> hears(OrderEvent event) {
        return hears(choreographyOfOrders, List.of(event));
    }

    private List<Object> hears(PaymentEvent event) {
        return hears(choreographyOfPayments, List.of(event));
    }

    private List<Object> hears(ShippingEvent event) {
        return hears(choreographyOfShipments, List.of(event));
    }

    /** Hands a batch over as the messaging library does, which redoes what met others at the same rows. */
    private <E> List<Object> hears(Subscription<E> subscription, List<? extends E> events) {
        var batch = events.stream().map(this::<E>delivery).toList();
        try {
            transaction.executeWithoutResult(_ -> subscription.handler().handle(batch));
        } catch (ConcurrencyFailureException | DataIntegrityViolationException somebodyWasQuicker) {
            return hears(subscription, events);
        }
        return batch.stream()
                .flatMap(delivery -> delivery.caused().stream())
                .map(Message::body)
                .toList();
    }

    private <E> Delivery<E> delivery(E event) {
        var origin = Origin.of("test").coordinatedBy(Coordination.SAGA_CHOREOGRAPHED.wireName());
        var type = event.getClass().getSimpleName();
        return new Delivery<>(
                new Envelope(Ids.next(), order.toString(), type, "/test", Instant.EPOCH, null, origin, null, null),
                event);
    }
}
