package dev.tandem.payment;

import static dev.tandem.contracts.CancellationReason.OUT_OF_STOCK;
import static dev.tandem.payment.PaymentsUnderTest.PRICE;
import static dev.tandem.payment.PaymentsUnderTest.card;
import static dev.tandem.payment.PaymentsUnderTest.pay;
import static dev.tandem.payment.PaymentsUnderTest.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.payment.PaymentCommand.ProcessPayment;
import dev.tandem.contracts.payment.PaymentEvent.PaymentCompleted;
import dev.tandem.contracts.payment.PaymentEvent.PaymentFailed;
import dev.tandem.contracts.payment.PaymentEvent.PaymentRefunded;
import dev.tandem.contracts.payment.PaymentReceipt;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Reply;
import dev.tandem.payment.gateway.Charge;
import dev.tandem.payment.gateway.ChargeAnswer;
import dev.tandem.payment.gateway.PaymentGateway;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.client.RestClient;

@PaymentServiceTest
class CardPaymentsTest {

    @Autowired
    private PaymentsUnderTest payments;

    @Autowired
    private SentMessages sent;

    @Autowired
    private GatewayQueue queue;

    @Autowired
    private CardPayments cardPayments;

    @Autowired
    private PaymentGateway gateway;

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    @Autowired
    private JdbcClient jdbc;

    @Value("${tandem.payment.gateway.base-url}")
    private String gatewayUrl;

    private final UUID orderId = Ids.next();

    @AfterEach
    void gatewayIsBack() {
        gatewayIsOut(false);
        payments.work();
        assertThat(payments.violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_visa", "tok_slow", "tok_flaky"})
    void answersWhenTheGatewayHas(String token) {
        payments.deliver(pay(orderId, "alice", card(token)));
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.PENDING);
        assertThat(sent.about(orderId)).isEmpty();

        payments.work();

        var paymentId = payments.paymentOf(orderId);
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payments.charges(orderId)).hasSize(1);
        assertThat(payments.merchantGot(orderId)).isEqualByComparingTo(PRICE);
        assertThat(sent.about(orderId))
                .containsExactly(
                        new PaymentCompleted(orderId, paymentId, PRICE, "EUR"),
                        Reply.succeeded(new PaymentReceipt(paymentId)));
    }

    @ParameterizedTest
    @CsvSource({"tok_declined,PAYMENT_DECLINED", "tok_insufficient_funds,INSUFFICIENT_FUNDS", "4242,PAYMENT_DECLINED"})
    void passesARefusalOn(String token, CancellationReason reason) {
        payments.deliver(pay(orderId, "alice", card(token)));
        payments.work();

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.DECLINED);
        assertThat(sent.events(orderId)).containsExactly(new PaymentFailed(orderId, reason));
        assertThat(sent.replies(orderId).getFirst())
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason.name()));
    }

    @Test
    void theGatewayIsNotEvenAskedForWhatIsReservedNoMore() {
        payments.deliver(new ProcessPayment(orderId, "alice", PRICE, "EUR", card("tok_visa"), Instant.EPOCH));
        payments.work();

        assertThat(payments.charges(orderId)).isEmpty();
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.DECLINED);
        assertThat(sent.events(orderId)).containsExactly(new PaymentFailed(orderId, CancellationReason.TIMEOUT));
    }

    @Test
    void givesTheMoneyBackToTheCard() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        payments.work();
        payments.deliver(refund(orderId));
        payments.work();
        payments.deliver(refund(orderId));

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(payments.merchantGot(orderId)).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(sent.events(orderId))
                .endsWith(new PaymentRefunded(orderId, payments.paymentOf(orderId), PRICE, "EUR", OUT_OF_STOCK));
        assertThat(sent.replies(orderId)).hasSize(3).endsWith(Reply.succeeded(), Reply.succeeded());
    }

    @Test
    void neverTakesAGatewayThatIsAwayForARefusal() {
        gatewayIsOut(true);
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        payments.work();
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.PENDING);
        assertThat(sent.about(orderId)).singleElement().isInstanceOf(Reply.Failed.class);

        gatewayIsOut(false);
        payments.deliver(pay(orderId, "alice", card("tok_visa"))); // the saga's next attempt
        payments.work();

        assertThat(payments.charges(orderId)).hasSize(1);
        assertThat(sent.replies(orderId)).last().isInstanceOf(Reply.Succeeded.class);
    }

    @Test
    void asksAgainByItselfIfNobodyElseDoes() {
        gatewayIsOut(true);
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        payments.work();
        gatewayIsOut(false);

        letTimePass();
        payments.work();

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(sent.events(orderId)).hasSize(1);
        assertThat(sent.replies(orderId)).singleElement().isInstanceOf(Reply.Failed.class);
    }

    @Test
    void remembersARefundThatTheGatewayCannotTakeNowAndAnswersWhenItHas() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        payments.work();
        gatewayIsOut(true);
        payments.deliver(refund(orderId));
        payments.work();
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.REFUND_PENDING);
        assertThat(sent.replies(orderId)).hasSize(1); // the charge's

        gatewayIsOut(false);
        letTimePass();
        payments.work();

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(sent.replies(orderId)).hasSize(2).last().isEqualTo(Reply.succeeded());
    }

    @Test
    void answersTheLastWhoAskedForARefund() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        payments.work();
        gatewayIsOut(true);
        payments.deliver(refund(orderId));
        payments.work();
        gatewayIsOut(false);

        payments.deliver(refund(orderId)); // the saga's next attempt is not put off
        payments.work();

        assertThat(sent.replies(orderId)).hasSize(2).last().isEqualTo(Reply.succeeded());
    }

    @Test
    void saysNothingWhileTheCircuitIsOpen() {
        circuitBreakers.circuitBreaker("payment-gateway").transitionToForcedOpenState();
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        payments.work();
        assertThat(sent.about(orderId)).isEmpty();

        circuitBreakers.circuitBreaker("payment-gateway").reset();
        letTimePass();
        payments.work();

        assertThat(sent.replies(orderId)).singleElement().isInstanceOf(Reply.Succeeded.class);
    }

    @Test
    void refundsAChargeOfWhichNobodyHeard() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        whoeverAsksNextDies();
        payments.deliver(refund(orderId));
        payments.work();

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.REFUNDED);
        assertThat(payments.charges(orderId))
                .singleElement()
                .satisfies(charge -> assertThat(charge.net()).isEqualByComparingTo(BigDecimal.ZERO));
        assertThat(sent.about(orderId))
                .containsExactly(
                        new PaymentRefunded(orderId, payments.paymentOf(orderId), PRICE, "EUR", OUT_OF_STOCK),
                        Reply.succeeded());
    }

    @Test
    void cancelsAChargeThatIsStillOnItsWay() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        var paymentId = payments.paymentOf(orderId);
        payments.deliver(refund(orderId));
        payments.work();
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CANCELLED);
        assertThat(sent.about(orderId))
                .containsExactly(new PaymentFailed(orderId, CancellationReason.OUT_OF_STOCK), Reply.succeeded());

        var late = gateway.charge(new Charge(paymentId, orderId, PRICE, "EUR", "tok_visa"));

        assertThat(late).isInstanceOf(ChargeAnswer.Declined.class);
        assertThat(payments.charges(orderId)).isEmpty();
    }

    @Test
    void takesUpWhatADeadProcessLeftAndChargesOnce() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        whoeverAsksNextDies();
        payments.work();
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.PENDING); // the claim of the dead still holds

        letTimePass();
        payments.work();

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CAPTURED);
        assertThat(payments.charges(orderId)).hasSize(1);
        assertThat(sent.replies(orderId)).singleElement().isInstanceOf(Reply.Succeeded.class);
    }

    @Test
    void believesADefiniteAnswerEvenFromSomebodyThoughtDead() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        var slow = queue.claim(1, Duration.ZERO).getFirst();
        payments.work();
        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CAPTURED);

        cardPayments.carryOut(slow);

        assertThat(payments.merchantGot(orderId)).isEqualByComparingTo(PRICE);
        assertThat(sent.about(orderId)).hasSize(2);
    }

    @Test
    void givesATaskToOneWorkerAtATime() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));

        assertThat(queue.claim(10, Duration.ofMinutes(1))).hasSize(1);
        assertThat(queue.claim(10, Duration.ofMinutes(1))).isEmpty();

        letTimePass();
    }

    @Test
    void keepsTheCardsTokenNoLongerThanNeeded() {
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        assertThat(tokensKept()).isEqualTo(1);

        payments.work();

        assertThat(tokensKept()).isZero();
    }

    private int tokensKept() {
        return jdbc.sql("SELECT count(card_token) FROM payment WHERE order_id = :orderId")
                .param("orderId", orderId)
                .query(Integer.class)
                .single();
    }

    /** Claimed, asked, and gone before the answer was written down. */
    private void whoeverAsksNextDies() {
        var tasks = queue.claim(10, Duration.ofMinutes(1));
        assertThat(tasks).hasSize(1);
        assertThat(gateway.charge(new Charge(payments.paymentOf(orderId), orderId, PRICE, "EUR", "tok_visa")))
                .isInstanceOf(ChargeAnswer.Charged.class);
    }

    /** Every claim and every pause is over. */
    private void letTimePass() {
        jdbc.sql("UPDATE gateway_task SET due_at = due_at - interval '1 hour'").update();
    }

    private void gatewayIsOut(boolean unavailable) {
        RestClient.create(gatewayUrl)
                .put()
                .uri("/outage")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"unavailable\":%s}".formatted(unavailable))
                .retrieve()
                .toBodilessEntity();
    }
}
