package dev.tandem.payment;

import static dev.tandem.payment.PaymentsUnderTest.PRICE;
import static dev.tandem.payment.PaymentsUnderTest.WALLET;
import static dev.tandem.payment.PaymentsUnderTest.card;
import static dev.tandem.payment.PaymentsUnderTest.pay;
import static dev.tandem.payment.PaymentsUnderTest.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentMethod;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * A payment, the same payment again, and its refund: whatever the order, however they are cut into batches, and whenever
 * the gateway is asked in between, no money has moved in the end, and the payment stays refused.
 */
@PaymentServiceTest
class ArrivalOrderTest {

    private static final List<String> ORDERS = List.of("PPR", "PRP", "RPP");

    /** Sizes of the batches that three messages can come in. */
    private static final List<List<Integer>> CUTS = List.of(List.of(3), List.of(1, 2), List.of(2, 1), List.of(1, 1, 1));

    @Autowired
    private PaymentsUnderTest payments;

    @Autowired
    private SentMessages sent;

    static Stream<Arguments> arrivals() {
        return ORDERS.stream()
                .flatMap(order -> CUTS.stream()
                        .flatMap(cut -> Stream.of(
                                Arguments.of(order, cut, WALLET, false),
                                Arguments.of(order, cut, card("tok_visa"), false),
                                Arguments.of(order, cut, card("tok_visa"), true),
                                Arguments.of(order, cut, card("tok_unavailable"), true))));
    }

    @ParameterizedTest(name = "{0} in batches of {1} by {2}, gateway asked in between: {3}")
    @MethodSource("arrivals")
    void noMoneyHasMovedInTheEnd(String order, List<Integer> cut, PaymentMethod method, boolean workInBetween) {
        var orderId = Ids.next();
        var customer = payments.customerWith("100.00");
        var messages = new ArrayList<PaymentCommand>();
        order.chars().forEach(c -> messages.add(c == 'P' ? pay(orderId, customer, method) : refund(orderId)));

        for (var size : cut) {
            var batch = messages.subList(0, size);
            payments.deliver(batch.toArray(PaymentCommand[]::new));
            batch.clear();
            if (workInBetween) {
                payments.work();
            }
        }
        payments.work();

        assertNothingHappened(orderId, customer);
        if (order.startsWith("R")) {
            assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CANCELLED);
            assertThat(payments.charges(orderId)).isEmpty();
        }
    }

    @RepeatedTest(10)
    void allAtOnceByWallet() throws Exception {
        allAtOnce(WALLET);
    }

    @RepeatedTest(10)
    void allAtOnceByCard() throws Exception {
        allAtOnce(card("tok_visa"));
    }

    private void allAtOnce(PaymentMethod method) throws Exception {
        var orderId = Ids.next();
        var customer = payments.customerWith("100.00");
        var start = new CyclicBarrier(4);
        List<Callable<Object>> everybody = List.of(
                () -> deliver(start, pay(orderId, customer, method)),
                () -> deliver(start, pay(orderId, customer, method)),
                () -> deliver(start, refund(orderId)),
                () -> {
                    start.await();
                    payments.work();
                    payments.work();
                    return true;
                });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(everybody)) {
                result.get();
            }
        }
        payments.work();

        assertNothingHappened(orderId, customer);
    }

    private Object deliver(CyclicBarrier start, PaymentCommand command) throws Exception {
        start.await();
        payments.deliver(command);
        return true;
    }

    private void assertNothingHappened(UUID orderId, String customer) {
        assertThat(payments.statusOf(orderId)).isIn(PaymentStatus.REFUNDED, PaymentStatus.CANCELLED);
        assertThat(payments.balanceOf(customer)).isEqualByComparingTo(PRICE);
        assertThat(payments.merchantGot(orderId)).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(payments.charges(orderId))
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(charge -> assertThat(charge.net()).isEqualByComparingTo(BigDecimal.ZERO));

        payments.deliver(pay(orderId, customer, WALLET));
        assertThat(sent.replies(orderId).getLast())
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo("ABORTED"));
        payments.deliver(refund(orderId));
        assertThat(sent.replies(orderId).getLast()).isEqualTo(Reply.succeeded());
        assertThat(payments.violations()).isEmpty();
    }
}
