package dev.tandem.payment;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.contracts.CancellationReason.TIMEOUT;
import static dev.tandem.contracts.CancellationReason.UNDELIVERABLE_ADDRESS;
import static dev.tandem.payment.PaymentsUnderTest.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Coordination;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReleased;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationConfirmed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReservationFailed;
import dev.tandem.contracts.inventory.InventoryEvent.InventoryReserved;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.order.PricedLine;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.contracts.shipping.Address;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.Subscription;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What payment-service makes of others' events; that it makes it once and in any order is {@link ArrivalOrderTest}. */
@PaymentServiceTest
class ChoreographyTest {

    private final UUID orderId = Ids.next();

    @Autowired
    private Subscription<OrderEvent> choreographyOfOrders;

    @Autowired
    private Subscription<InventoryEvent> choreographyOfInventory;

    @Autowired
    private PaymentsUnderTest payments;

    @Autowired
    private SentMessages sent;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void anOrderIsPaidForWithoutACommandAndNobodyIsAnswered() {
        var customer = payments.customerWith("100.00");

        hears(placed(orderId, customer));

        assertThat(sent.about(orderId))
                .containsExactly(new PaymentCompleted(orderId, payments.paymentOf(orderId), PRICE, "EUR"));
        assertThat(payments.balanceOf(customer)).isZero();
    }

    @Test
    void anOrderThatCannotBePaidForIsTold() {
        hears(placed(orderId, payments.customerWith("0.00")));

        assertThat(sent.about(orderId)).hasExactlyElementsOfTypes(PaymentFailed.class);
    }

    @Test
    void goodsThatAreNotToBeHadAreNotPaidFor() {
        hears(placed(orderId, payments.customerWith("100.00")));

        hears(new InventoryReservationFailed(orderId, OUT_OF_STOCK));

        assertThat(sent.about(orderId))
                .last()
                .isEqualTo(new PaymentRefunded(orderId, payments.paymentOf(orderId), PRICE, "EUR", OUT_OF_STOCK));
    }

    @Test
    void goodsThatWereGivenBackAreNotPaidFor() {
        hears(placed(orderId, payments.customerWith("100.00")));

        hears(new InventoryReleased(orderId, Ids.next(), UNDELIVERABLE_ADDRESS));
        hears(new OrderCancelled(orderId, UNDELIVERABLE_ADDRESS));

        assertThat(sent.about(orderId)).hasExactlyElementsOfTypes(PaymentCompleted.class, PaymentRefunded.class);
    }

    @Test
    void whatTheGatewayAnswersAfterTheOrderWasCancelledIsGivenBack() {
        hears(placed(orderId, "alice", new PaymentMethod.Card("tok_visa")));
        hears(new OrderCancelled(orderId, TIMEOUT));

        payments.work();

        assertThat(payments.statusOf(orderId)).isIn(PaymentStatus.REFUNDED, PaymentStatus.CANCELLED);
        assertThat(payments.charges(orderId))
                .allSatisfy(charge -> assertThat(charge.net()).isZero());
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void whatConcernsOthersChangesNothing() {
        hears(placed(orderId, payments.customerWith("100.00")));

        hears(new InventoryReserved(orderId, Ids.next(), List.of()));
        hears(new InventoryReservationConfirmed(orderId, Ids.next()));
        hears(new OrderConfirmed(orderId, Ids.next(), Ids.next(), Ids.next()));

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CAPTURED);
    }

    static Stream<Arguments> arrivals() {
        return Stream.of("PPC", "PCP", "CPP")
                .flatMap(
                        order -> Stream.of("tok_visa", "tok_unavailable", "").map(token -> Arguments.of(order, token)));
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("arrivals")
    void aCancelledOrderHasCostNothingWheneverItWasHeardOf(String order, String token) {
        var customer = payments.customerWith("100.00");
        var method = token.isEmpty() ? new PaymentMethod.Wallet() : new PaymentMethod.Card(token);
        order.chars().forEach(c -> {
            hears(c == 'P' ? placed(orderId, customer, method) : new OrderCancelled(orderId, TIMEOUT));
            payments.work();
        });

        assertThat(payments.statusOf(orderId)).isIn(PaymentStatus.REFUNDED, PaymentStatus.CANCELLED);
        assertThat(payments.balanceOf(customer)).isEqualByComparingTo(PRICE);
        assertThat(payments.charges(orderId))
                .allSatisfy(charge -> assertThat(charge.net()).isZero());
        assertThat(sent.about(orderId)).noneMatch(Reply.class::isInstance);
        assertThat(payments.violations()).isEmpty();
    }

    static OrderCreated placed(UUID orderId, String customer) {
        return placed(orderId, customer, new PaymentMethod.Wallet());
    }

    private static OrderCreated placed(UUID orderId, String customer, PaymentMethod method) {
        return new OrderCreated(
                orderId,
                customer,
                List.of(new PricedLine("book", 4, PRICE.movePointLeft(2))),
                PRICE,
                "EUR",
                method,
                new Address("Alice", "Street 1", "Berlin", "10115", "DE"),
                Coordination.SAGA_CHOREOGRAPHED,
                null);
    }

    private void hears(OrderEvent event) {
        hears(choreographyOfOrders, event);
    }

    private void hears(InventoryEvent event) {
        hears(choreographyOfInventory, event);
    }

    private <E> void hears(Subscription<E> subscription, E event) {
        var delivery = delivery(event);
        transaction.executeWithoutResult(_ -> subscription.handler().handle(List.of(delivery)));
        sent.add(delivery.caused());
    }

    private <E> Delivery<E> delivery(E event) {
        var origin = Origin.of("test").coordinatedBy(Coordination.SAGA_CHOREOGRAPHED.wireName());
        var type = event.getClass().getSimpleName();
        return new Delivery<>(
                new Envelope(Ids.next(), orderId.toString(), type, "/test", Instant.EPOCH, null, origin, null, null),
                event);
    }
}
