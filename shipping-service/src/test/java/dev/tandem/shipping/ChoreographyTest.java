package dev.tandem.shipping;

import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCancelled;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Subscription;
import dev.tandem.shipping.Shipment.Status;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What shipping-service makes of others' events. */
@ShippingServiceTest
class ChoreographyTest {

    private final UUID order = Ids.next();

    @Autowired
    private Subscription<OrderEvent> choreographyOfOrders;

    @Autowired
    private Subscription<InventoryEvent> choreographyOfInventory;

    @Autowired
    private Shipments shipments;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void whatIsSetAsideIsSent() {
        assertThat(hears(placed(Samples.BERLIN))).isEmpty();
        assertThat(hears(reserved())).hasExactlyElementsOfTypes(ShipmentCreated.class);

        assertThat(shipments.findByOrderId(order).orElseThrow().address()).isEqualTo(Samples.BERLIN);
    }

    @Test
    void aReservationThatIsHeardOfBeforeItsOrderWaitsForIt() {
        assertThat(hears(reserved())).isEmpty();
        assertThat(hears(placed(Samples.BERLIN))).hasExactlyElementsOfTypes(ShipmentCreated.class);
    }

    @RepeatedTest(20)
    void ofAnOrderAndItsReservationAtTheSameMomentOneFindsTheOther() throws Exception {
        var start = new CyclicBarrier(2);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var told = new ArrayList<Object>();
            List<Callable<List<Object>>> both = List.of(
                    () -> {
                        start.await();
                        return hears(placed(Samples.BERLIN));
                    },
                    () -> {
                        start.await();
                        return hears(reserved());
                    });
            for (var result : threads.invokeAll(both)) {
                told.addAll(result.get());
            }

            assertThat(told).hasExactlyElementsOfTypes(ShipmentCreated.class);
        }
    }

    @Test
    void whatCannotBeSentIsTold() {
        hears(placed(Samples.SOUTH_POLE));

        assertThat(hears(reserved())).containsExactly(new ShipmentFailed(order, UNDELIVERABLE_ADDRESS));
    }

    /** O: placed, R: reserved, C: cancelled. */
    @ParameterizedTest
    @ValueSource(strings = {"ORC", "OCR", "ROC", "RCO", "COR", "CRO", "ORRC", "ORCR", "OORC", "ORCO", "CCOR", "ORCC"})
    void aCancelledOrderIsNotSentWheneverItWasHeardOf(String arrival) {
        var told = new ArrayList<Object>();
        arrival.chars()
                .forEach(c -> told.addAll(
                        switch (c) {
                            case 'O' -> hears(placed(Samples.BERLIN));
                            case 'R' -> hears(reserved());
                            default -> hears(new OrderCancelled(order, TIMEOUT));
                        }));

        assertThat(shipments.findByOrderId(order).orElseThrow().status()).isEqualTo(Status.CANCELLED);
        assertThat(told).doesNotHaveDuplicates();
        assertThat(told.stream().filter(ShipmentCreated.class::isInstance))
                .hasSameSizeAs(told.stream()
                        .filter(ShipmentCancelled.class::isInstance)
                        .toList());
    }

    private OrderCreated placed(Address address) {
        return new OrderCreated(
                order,
                "alice",
                List.of(new PricedLine("sticker", 3, BigDecimal.ONE)),
                new BigDecimal("3.00"),
                "EUR",
                new PaymentMethod.Wallet(),
                address,
                Coordination.SAGA_CHOREOGRAPHED,
                null);
    }

    private InventoryReserved reserved() {
        return new InventoryReserved(order, Ids.next(), List.of());
    }

    private List<Object> hears(OrderEvent event) {
        return hears(choreographyOfOrders, event);
    }

    private List<Object> hears(InventoryEvent event) {
        return hears(choreographyOfInventory, event);
    }

    private <E> List<Object> hears(Subscription<E> subscription, E event) {
        var origin = Origin.of("test").coordinatedBy(Coordination.SAGA_CHOREOGRAPHED.wireName());
        var type = event.getClass().getSimpleName();
        var envelope =
                new Envelope(Ids.next(), order.toString(), type, "/test", Instant.EPOCH, null, origin, null, null);
        var delivery = new Delivery<>(envelope, event);
        transaction.executeWithoutResult(_ -> subscription.handler().handle(List.of(delivery)));
        return delivery.caused().stream().map(Message::body).toList();
    }
}
