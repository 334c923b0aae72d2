package dev.tandem.payment;

import static dev.tandem.payment.PaymentsUnderTest.PRICE;
import static dev.tandem.payment.PaymentsUnderTest.WALLET;
import static dev.tandem.payment.PaymentsUnderTest.card;
import static dev.tandem.payment.PaymentsUnderTest.pay;
import static dev.tandem.payment.PaymentsUnderTest.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.messaging.Ids;
import dev.tandem.payment.gateway.Charge;
import dev.tandem.payment.gateway.PaymentGateway;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each invariant is broken on purpose, must say so, and is mended again. */
@PaymentServiceTest
class InvariantsTest {

    @Autowired
    private PaymentsUnderTest payments;

    @Autowired
    private PaymentGateway gateway;

    @Autowired
    private JdbcClient jdbc;

    private final UUID orderId = Ids.next();

    @BeforeEach
    void everyKindOfPaymentIsThere() {
        var customer = payments.customerWith("100.00");
        var refunded = Ids.next();
        payments.deliver(pay(orderId, "alice", card("tok_visa")), pay(refunded, customer, WALLET), refund(refunded));
        payments.deliver(pay(Ids.next(), customer, WALLET), refund(Ids.next()));
        payments.deliver(pay(Ids.next(), "alice", card("tok_declined")));
        payments.work();
        assertThat(payments.violations()).isEmpty();
    }

    @AfterEach
    void everythingIsMended() {
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void aBalanceThatItsEntriesDoNotExplain() {
        jdbc.sql("UPDATE wallet SET balance = balance + 1 WHERE customer_id = 'bob'")
                .update();

        assertThat(payments.violations()).singleElement().asString().startsWith("wallet of bob holds 1000001.00");

        jdbc.sql("UPDATE wallet SET balance = balance - 1 WHERE customer_id = 'bob'")
                .update();
    }

    @Test
    void aPaymentThatTheLedgerDoesNotKnow() {
        setStatus("CAPTURED", "REFUND_PENDING");

        assertThat(payments.violations()).singleElement().asString().contains("not in the gateway's queue");

        setStatus("REFUND_PENDING", "CAPTURED");
    }

    @Test
    void aChargeThatOurBooksDoNotKnow() {
        var stray = new Charge(Ids.next(), orderId, PRICE, "EUR", "tok_visa");
        gateway.charge(stray);

        assertThat(payments.violations())
                .singleElement()
                .asString()
                .contains(stray.paymentId().toString(), "the gateway has taken 100.00", "no such payment");

        gateway.refund(stray.paymentId());
    }

    @Test
    void aRefundThatOurBooksDoNotKnow() {
        gateway.refund(payments.paymentOf(orderId));

        assertThat(payments.violations()).singleElement().asString().contains("has taken 0.00, our books say 100.00");

        payments.deliver(refund(orderId));
        payments.work();
    }

    @Test
    void booksOfManyPages() {
        jdbc.sql("""
                        INSERT INTO gateway_simulator.charge (key, status)
                        SELECT gen_random_uuid(), 'VOIDED'
                          FROM generate_series(1, 1200)
                        """).update();
        assertThat(payments.violations()).isEmpty();

        gateway.refund(payments.paymentOf(orderId));

        assertThat(payments.violations()).hasSize(1);

        payments.deliver(refund(orderId));
        payments.work();
    }

    @Test
    void anOpenPaymentMayDiffer() {
        var open = Ids.next();
        payments.deliver(pay(open, "alice", card("tok_visa")));
        gateway.charge(new Charge(payments.paymentOf(open), open, PRICE, "EUR", "tok_visa"));

        assertThat(payments.violations()).isEmpty();

        payments.work();
    }

    @Test
    void theDatabaseItselfRefusesToOverdrawAndToRewriteHistory() {
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE wallet SET balance = -1 WHERE customer_id = 'bob'")
                        .update());
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("UPDATE ledger_entry SET amount = 1").update())
                .withMessageContaining("append-only");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> jdbc.sql("DELETE FROM ledger_entry").update())
                .withMessageContaining("append-only");
    }

    private void setStatus(String from, String to) {
        jdbc.sql("UPDATE payment SET status = :to, reason = 'TIMEOUT' WHERE order_id = :orderId AND status = :from")
                .param("to", to)
                .param("from", from)
                .param("orderId", orderId)
                .update();
    }
}
