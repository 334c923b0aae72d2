package dev.tandem.payment;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.payment.PaymentsUnderTest.PRICE;
import static dev.tandem.payment.PaymentsUnderTest.WALLET;
import static dev.tandem.payment.PaymentsUnderTest.pay;
import static dev.tandem.payment.PaymentsUnderTest.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.payment.PaymentReceipt;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PaymentServiceTest
class WalletPaymentsTest {

    @Autowired
    private PaymentsUnderTest payments;

    @Autowired
    private SentMessages sent;

    @Test
    void movesMoneyFromTheCustomerToTheMerchant() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();

        payments.deliver(pay(orderId, customer, WALLET));

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("150.00");
        assertThat(payments.merchantGot(orderId)).isEqualByComparingTo(PRICE);
        var paymentId = payments.paymentOf(orderId);
        assertThat(sent.about(orderId))
                .containsExactly(
                        new PaymentCompleted(orderId, paymentId, PRICE, "EUR"),
                        Reply.succeeded(new PaymentReceipt(paymentId)));
    }

    @Test
    void whatIsReservedNoMoreIsNotPaidFor() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();
        var late = new ProcessPayment(orderId, customer, PRICE, "EUR", WALLET, Instant.EPOCH);

        payments.deliver(late, late);

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("250.00");
        assertThat(sent.events(orderId)).containsExactly(new PaymentFailed(orderId, CancellationReason.TIMEOUT));
        assertThat(sent.replies(orderId))
                .hasSize(2)
                .containsOnly(
                        new Reply.Refused("TIMEOUT", "what is to be paid for was reserved until 1970-01-01T00:00:00Z"));
    }

    @Test
    void whatIsReservedAtThisMomentIsPaidFor() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();

        payments.deliver(new ProcessPayment(orderId, customer, PRICE, "EUR", WALLET, Instant.MAX));

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("150.00");
    }

    @Test
    void aPaymentThatWasMadeInTimeStays() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();

        payments.deliver(pay(orderId, customer, WALLET));
        payments.deliver(new ProcessPayment(orderId, customer, PRICE, "EUR", WALLET, Instant.EPOCH));

        assertThat(sent.replies(orderId))
                .hasSize(2)
                .containsOnly(Reply.succeeded(new PaymentReceipt(payments.paymentOf(orderId))));
    }

    @Test
    void answersARepeatedPaymentAndMovesNothing() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();

        payments.deliver(pay(orderId, customer, WALLET), pay(orderId, customer, WALLET));
        payments.deliver(pay(orderId, customer, WALLET));

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("150.00");
        assertThat(sent.events(orderId)).hasSize(1);
        assertThat(sent.replies(orderId))
                .hasSize(3)
                .containsOnly(Reply.succeeded(new PaymentReceipt(payments.paymentOf(orderId))));
    }

    @Test
    void givesTheMoneyBackAsATransferOfItsOwn() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();

        payments.deliver(pay(orderId, customer, WALLET));
        payments.deliver(refund(orderId), refund(orderId));

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("250.00");
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(sent.events(orderId))
                .hasSize(2)
                .endsWith(new PaymentRefunded(orderId, payments.paymentOf(orderId), PRICE, "EUR", OUT_OF_STOCK));
        assertThat(sent.replies(orderId)).hasSize(3).endsWith(Reply.succeeded(), Reply.succeeded());
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void refusesWhoHasTooLittle() {
        var customer = payments.customerWith("99.99");
        var orderId = Ids.next();

        payments.deliver(pay(orderId, customer, WALLET));

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("99.99");
        assertThat(sent.events(orderId))
                .containsExactly(new PaymentFailed(orderId, CancellationReason.INSUFFICIENT_FUNDS));
        assertRefused(orderId, "INSUFFICIENT_FUNDS");
    }

    @Test
    void staysRefusedWhenThereIsMoneyLater() {
        var customer = payments.customerWith("0.00");
        var orderId = Ids.next();

        payments.deliver(pay(orderId, customer, WALLET));
        payments.deliver(refund(orderId));
        payments.deliver(pay(orderId, customer, WALLET));

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.DECLINED);
        assertRefused(orderId, "INSUFFICIENT_FUNDS");
    }

    @Test
    void refusesWhoHasNoWallet() {
        var orderId = Ids.next();

        payments.deliver(pay(orderId, "nobody", WALLET));

        assertRefused(orderId, "PAYMENT_DECLINED");
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void refusesAnotherCurrency() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();

        payments.deliver(new ProcessPayment(orderId, customer, PRICE, "USD", WALLET));

        assertRefused(orderId, "PAYMENT_DECLINED");
        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("250.00");
    }

    @Test
    void takesNoOtherAmountForTheSameOrder() {
        var customer = payments.customerWith("250.00");
        var orderId = Ids.next();
        payments.deliver(pay(orderId, customer, WALLET));

        var another = new ProcessPayment(orderId, customer, new BigDecimal("1.00"), "EUR", WALLET);

        assertThatIllegalStateException().isThrownBy(() -> payments.deliver(another));
    }

    @Test
    void spendsEachEuroOnceWithinABatch() {
        var customer = payments.customerWith("250.00");
        var orders = Stream.generate(Ids::next).limit(3).toList();

        payments.deliver(
                orders.stream().map(orderId -> pay(orderId, customer, WALLET)).toArray(PaymentCommand[]::new));

        assertThat(orders.stream().map(payments::statusOf))
                .containsExactly(PaymentStatus.CAPTURED, PaymentStatus.CAPTURED, PaymentStatus.DECLINED);
        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("50.00");
    }

    @Test
    void neverOverdrawsAWalletThatFiftyWantToSpendAtOnce() throws Exception {
        var customer = payments.customerWith("1000.00");
        var orders = Stream.generate(Ids::next).limit(50).toList();
        List<Callable<Boolean>> buyers = orders.stream()
                .map(orderId -> (Callable<Boolean>) () -> {
                    payments.deliver(pay(orderId, customer, WALLET));
                    return true;
                })
                .toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var buyer : threads.invokeAll(buyers)) {
                assertThat(buyer.get()).isTrue();
            }
        }

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("0.00");
        assertThat(orders.stream().filter(orderId -> payments.statusOf(orderId) == PaymentStatus.CAPTURED))
                .hasSize(10);
        assertThat(payments.violations()).isEmpty();
    }

    private void assertRefused(UUID orderId, String reason) {
        assertThat(sent.replies(orderId).getLast())
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
