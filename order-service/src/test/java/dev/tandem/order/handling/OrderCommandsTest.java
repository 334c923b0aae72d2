package dev.tandem.order.handling;

import static dev.tandem.order.Samples.cancelOrder;
import static dev.tandem.order.Samples.confirmOrder;
import static dev.tandem.order.Samples.createOrder;
import static dev.tandem.order.Samples.delivery;
import static dev.tandem.order.Samples.replyTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.OrderLine;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import dev.tandem.order.OrderServiceTest;
import dev.tandem.order.Samples;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Status;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.RecordedEvent;
import dev.tandem.order.journal.StoredOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

@OrderServiceTest
class OrderCommandsTest {

    private final UUID id = Ids.next();

    @Autowired
    private OrderCommands commands;

    @Autowired
    private Orders orders;

    @Autowired
    private CurrentTerms terms;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private List<Invariant> invariants;

    @AfterEach
    void theInvariantsHold() {
        assertThat(invariants)
                .isNotEmpty()
                .allSatisfy(invariant ->
                        assertThat(invariant.check()).as(invariant.name()).isEmpty());
    }

    @Test
    void aSagaCanCreateAndConfirmAnOrder() {
        var created = delivery(create());
        var confirmed = delivery(confirmOrder(id));

        handle(List.of(created));
        handle(List.of(confirmed));

        assertThat(replyTo(created)).isEqualTo(Reply.succeeded(new OrderAccepted(id, new BigDecimal("53.00"), "EUR")));
        assertThat(replyTo(confirmed)).isEqualTo(Reply.succeeded());
        assertThat(happened()).hasExactlyElementsOfTypes(OrderCreated.class, OrderConfirmed.class);
        assertThat(theOrder().status()).isEqualTo(Status.CONFIRMED);
        assertThat(theOrder().version()).isEqualTo(2);
        assertThat(theOrder().state().confirmed())
                .isEqualTo(new OrderConfirmed(id, Samples.PAYMENT, Samples.RESERVATION, Samples.SHIPMENT));
    }

    @Test
    void anOrderReadsAsItWasWritten() {
        var command = createOrder(id, new OrderLine("book", 2), new OrderLine("sticker", 3));

        handle(List.of(delivery(command)));

        assertThat(theOrder().state().created())
                .isEqualTo(terms.concerning(List.of(command)).accept(command));
        assertThat(happened()).containsExactly(theOrder().state().created());
    }

    @Test
    void whatCannotBePlacedIsRefusedAndLeavesNothing() {
        var delivery = delivery(createOrder(id, "mallory", new OrderLine("book", 1)));

        handle(List.of(delivery));

        assertThat(replyTo(delivery))
                .isEqualTo(new Reply.Refused("UNKNOWN_CUSTOMER", "customerId names nobody who is registered"));
        assertThat(orders.find(id)).isEmpty();
        assertThat(orders.events(id, 0, 10)).isEmpty();
    }

    @Test
    void aConfirmedOrderCanBeCancelled() {
        var cancelled = delivery(new CancelOrder(id, CancellationReason.CUSTOMER_REQUEST));

        handle(List.of(delivery(create()), delivery(confirmOrder(id)), cancelled));

        assertThat(replyTo(cancelled)).isEqualTo(Reply.succeeded());
        assertThat(theOrder().status()).isEqualTo(Status.CANCELLED);
        assertThat(theOrder().state().confirmed()).isNotNull();
        assertThat(orders.events(id, 0, 10))
                .extracting(RecordedEvent::version, RecordedEvent::type)
                .containsExactly(tuple(1, "OrderCreated"), tuple(2, "OrderConfirmed"), tuple(3, "OrderCancelled"));
    }

    @Test
    void aCancelledOrderCannotBeConfirmed() {
        var confirmed = delivery(confirmOrder(id));

        handle(List.of(delivery(create())));
        handle(List.of(delivery(cancelOrder(id)), confirmed));

        assertThat(replyTo(confirmed))
                .isEqualTo(new Reply.Refused("ORDER_CANCELLED", "the order was cancelled before"));
        assertThat(theOrder().status()).isEqualTo(Status.CANCELLED);
    }

    @ParameterizedTest(name = "{0} in batches of {1}")
    @MethodSource
    void everyOrderAndEveryCutIntoBatchesEndsTheSame(List<String> names, List<Integer> cut) {
        var deliveries = names.stream()
                .map(name -> delivery(name.equals("cancel") ? cancelOrder(id) : create()))
                .toList();

        var rest = deliveries;
        for (var size : cut) {
            handle(rest.subList(0, size));
            rest = rest.subList(size, rest.size());
        }

        assertThat(theOrder().status()).isEqualTo(Status.CANCELLED);
        assertAnswers(deliveries);
    }

    static Stream<Arguments> everyOrderAndEveryCutIntoBatchesEndsTheSame() {
        var sequences = List.of(
                List.of("create", "again", "cancel"),
                List.of("again", "create", "cancel"),
                List.of("create", "cancel", "again"),
                List.of("again", "cancel", "create"),
                List.of("cancel", "create", "again"),
                List.of("cancel", "again", "create"));
        var cuts = List.of(List.of(3), List.of(2, 1), List.of(1, 2), List.of(1, 1, 1));
        return sequences.stream().flatMap(names -> cuts.stream().map(cut -> Arguments.of(names, cut)));
    }

    @RepeatedTest(20)
    void allAtOnceEndTheSame() throws Exception {
        var messages = List.<OrderCommand>of(create(), create(), confirmOrder(id), cancelOrder(id));
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
        assertThat(theOrder().status()).isEqualTo(Status.CANCELLED);
    }

    @Test
    void aLongBatchIsHandledAtOnce() {
        var deliveries = IntStream.range(0, 500)
                .mapToObj(i -> delivery(createOrder(Ids.next(), new OrderLine("book", 1))))
                .toList();

        handle(deliveries);

        assertThat(deliveries)
                .allSatisfy(delivery -> assertThat(replyTo(delivery)).isInstanceOf(Reply.Succeeded.class));
    }

    /** Actions get the same answer until the cancellation, and a refusal after it; the cancellation always succeeds. */
    private void assertAnswers(List<Delivery<OrderCommand>> deliveries) {
        var cancelled = false;
        for (var delivery : deliveries) {
            if (delivery.body() instanceof CreateOrder) {
                var accepted = Reply.succeeded(new OrderAccepted(id, new BigDecimal("53.00"), "EUR"));
                var refused = new Reply.Refused("ORDER_CANCELLED", "the order was cancelled before");
                assertThat(replyTo(delivery)).isEqualTo(cancelled ? refused : accepted);
            } else {
                cancelled = true;
                assertThat(replyTo(delivery)).isEqualTo(Reply.succeeded());
            }
        }
        assertThat(happened()).doesNotHaveDuplicates().last().isInstanceOf(OrderCancelled.class);
    }

    /** As the messaging library does it: whoever loses the race for a new order is handed the message again. */
    private Reply handleAsAnInstance(OrderCommand command) {
        try {
            return handled(command);
        } catch (DuplicateKeyException lost) {
            return handled(command);
        }
    }

    private Reply handled(OrderCommand command) {
        var delivery = delivery(command);
        handle(List.of(delivery));
        return replyTo(delivery);
    }

    private void handle(List<Delivery<OrderCommand>> batch) {
        transaction.executeWithoutResult(status -> commands.handle(batch));
    }

    private OrderCommand create() {
        return createOrder(id, new OrderLine("book", 2), new OrderLine("sticker", 3));
    }

    private List<OrderEvent> happened() {
        return orders.events(id, 0, 10).stream().map(RecordedEvent::event).toList();
    }

    private StoredOrder theOrder() {
        return orders.find(id).orElseThrow();
    }
}
