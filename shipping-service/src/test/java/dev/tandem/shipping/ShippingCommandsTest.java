package dev.tandem.shipping;

import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;
import static dev.tandem.shipping.Samples.bodies;
import static dev.tandem.shipping.Samples.cancelShipment;
import static dev.tandem.shipping.Samples.createShipment;
import static dev.tandem.shipping.Samples.delivery;
import static dev.tandem.shipping.Samples.replyTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.shipping.ShipmentReceipt;
import dev.tandem.contracts.shipping.ShippingCommand;
import dev.tandem.contracts.shipping.ShippingCommand.CreateShipment;
import dev.tandem.contracts.shipping.ShippingEvent;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCancelled;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentCreated;
import dev.tandem.contracts.shipping.ShippingEvent.ShipmentFailed;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import dev.tandem.shipping.Shipment.Status;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionTemplate;

@ShippingServiceTest
class ShippingCommandsTest {

    private final UUID order = Ids.next();

    @Autowired
    private ShippingCommands commands;

    @Autowired
    private Shipments shipments;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private EntityManagerFactory hibernate;

    @Test
    void aShipmentIsMadeAndTold() {
        var delivery = delivery(createShipment(order));

        handle(List.of(delivery));

        var shipment = theShipment();
        assertThat(shipment.status()).isEqualTo(Status.CREATED);
        assertThat(shipment.address()).isEqualTo(Samples.BERLIN);
        assertThat(bodies(delivery, Object.class))
                .containsExactly(
                        new ShipmentCreated(order, shipment.id()), Reply.succeeded(new ShipmentReceipt(shipment.id())));
    }

    @Test
    void anUndeliverableAddressIsRefusedAndLeavesNothing() {
        var delivery = delivery(new CreateShipment(order, Samples.SOUTH_POLE));

        handle(List.of(delivery));

        assertThat(shipments.findByOrderId(order)).isEmpty();
        assertThat(bodies(delivery, Object.class))
                .containsExactly(
                        new ShipmentFailed(order, UNDELIVERABLE_ADDRESS),
                        new Reply.Refused("UNDELIVERABLE_ADDRESS", "no carrier serves Antarctica"));
    }

    @Test
    void aCancelledShipmentStaysAsARecord() {
        handle(List.of(delivery(createShipment(order))));
        var delivery = delivery(cancelShipment(order));

        handle(List.of(delivery));

        var shipment = theShipment();
        assertThat(shipment.status()).isEqualTo(Status.CANCELLED);
        assertThat(shipment.reason()).isEqualTo(TIMEOUT);
        assertThat(shipment.address()).isEqualTo(Samples.BERLIN);
        assertThat(bodies(delivery, Object.class))
                .containsExactly(new ShipmentCancelled(order, shipment.id(), TIMEOUT), Reply.succeeded());
    }

    @Test
    void aCancellationThatOvertakesItsShipmentWins() {
        var early = delivery(cancelShipment(order));
        var late = delivery(createShipment(order));

        handle(List.of(early));
        handle(List.of(late));

        assertThat(theShipment().address()).isNull();
        assertThat(bodies(early, Object.class)).containsExactly(Reply.succeeded());
        assertThat(bodies(late, Object.class))
                .containsExactly(new Reply.Refused("SHIPMENT_CANCELLED", "it was cancelled before"));
    }

    @ParameterizedTest(name = "{0} in batches of {1}")
    @MethodSource
    void everyOrderAndEveryCutIntoBatchesEndsTheSame(List<String> names, List<Integer> cut) {
        var deliveries = names.stream()
                .map(name -> delivery(name.equals("cancel") ? cancelShipment(order) : createShipment(order)))
                .toList();

        var rest = deliveries;
        for (var size : cut) {
            handle(rest.subList(0, size));
            rest = rest.subList(size, rest.size());
        }

        assertThat(theShipment().status()).isEqualTo(Status.CANCELLED);
        assertAnswers(deliveries);
    }

    static Stream<Arguments> everyOrderAndEveryCutIntoBatchesEndsTheSame() {
        var orders = List.of(
                List.of("create", "again", "cancel"),
                List.of("again", "create", "cancel"),
                List.of("create", "cancel", "again"),
                List.of("again", "cancel", "create"),
                List.of("cancel", "create", "again"),
                List.of("cancel", "again", "create"));
        var cuts = List.of(List.of(3), List.of(2, 1), List.of(1, 2), List.of(1, 1, 1));
        return orders.stream().flatMap(names -> cuts.stream().map(cut -> Arguments.of(names, cut)));
    }

    @RepeatedTest(20)
    void allAtOnceEndTheSame() throws Exception {
        var messages = List.of(createShipment(order), createShipment(order), cancelShipment(order));
        var together = new CyclicBarrier(messages.size());

        try (var instances = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = instances.invokeAll(messages.stream()
                    .map(command -> (Callable<Reply>) () -> {
                        together.await();
                        return handleAsAnInstance(command);
                    })
                    .toList());

            assertThat(answers.getLast().get()).isEqualTo(Reply.succeeded());
        }
        assertThat(theShipment().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aBatchCostsTheSameStatementsHoweverLongItIs() {
        var deliveries = IntStream.range(0, 100)
                .mapToObj(i -> delivery(createShipment(Ids.next())))
                .toList();
        var statistics = hibernate.unwrap(SessionFactory.class).getStatistics();
        statistics.clear();

        handle(deliveries);

        assertThat(statistics.getEntityInsertCount()).isEqualTo(100);
        assertThat(statistics.getPrepareStatementCount()).isEqualTo(2);
    }

    /** Actions get the same receipt until the cancellation, and a refusal after it; the cancellation always succeeds. */
    private void assertAnswers(List<Delivery<ShippingCommand>> deliveries) {
        var cancelled = false;
        for (var delivery : deliveries) {
            if (delivery.body() instanceof CreateShipment) {
                var receipt = Reply.succeeded(new ShipmentReceipt(theShipment().id()));
                assertThat(replyTo(delivery))
                        .isEqualTo(
                                cancelled
                                        ? new Reply.Refused("SHIPMENT_CANCELLED", "it was cancelled before")
                                        : receipt);
            } else {
                cancelled = true;
                assertThat(replyTo(delivery)).isEqualTo(Reply.succeeded());
            }
        }
        var events = deliveries.stream().flatMap(delivery -> bodies(delivery, ShippingEvent.class).stream());
        assertThat(events).doesNotHaveDuplicates();
    }

    /** As the messaging library does it: whoever loses the race for a new row is handed the message again. */
    private Reply handleAsAnInstance(ShippingCommand command) {
        try {
            return handled(command);
        } catch (DataIntegrityViolationException lost) {
            return handled(command);
        }
    }

    private Reply handled(ShippingCommand command) {
        var delivery = delivery(command);
        handle(List.of(delivery));
        return replyTo(delivery);
    }

    private void handle(List<Delivery<ShippingCommand>> batch) {
        transaction.executeWithoutResult(status -> commands.handle(batch));
    }

    private Shipment theShipment() {
        return shipments.findByOrderId(order).orElseThrow();
    }
}
