package dev.tandem.payment;

import static dev.tandem.payment.PaymentsUnderTest.card;
import static dev.tandem.payment.PaymentsUnderTest.pay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.payment.PaymentCommand;
import dev.tandem.messaging.Ids;
import dev.tandem.payment.gateway.PaymentGateway;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Workers that are started and stopped as those of several instances are. */
@PaymentServiceTest
class GatewayWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private PaymentsUnderTest payments;

    @Autowired
    private GatewayQueue queue;

    @Autowired
    private PaymentGateway gateway;

    @Autowired
    private CircuitBreakerRegistry circuitBreakers;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CardPayments cardPayments;

    @AfterEach
    void theBooksAreRight() {
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void takesUpWhatItFindsWhenItStarts() {
        var orderId = Ids.next();
        payments.deliver(pay(orderId, "alice", card("tok_visa")));

        var worker = started(Duration.ofMinutes(1));

        awaitCaptured(List.of(orderId));
        worker.stop();
    }

    @Test
    void takesOverFromTheDeadWhenTheirLeaseIsOver() {
        var orderId = Ids.next();
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        assertThat(queue.claim(1, Duration.ofMillis(300))).hasSize(1);

        var worker = started(Duration.ofMillis(100));

        awaitCaptured(List.of(orderId));
        worker.stop();
    }

    @Test
    void sharesTheWorkAndChargesEachOnce() {
        var orders = Stream.generate(Ids::next).limit(60).toList();
        payments.deliver(orders.stream()
                .map(orderId -> pay(orderId, "alice", card("tok_visa")))
                .toArray(PaymentCommand[]::new));

        var workers = List.of(started(Duration.ofMillis(100)), started(Duration.ofMillis(100)));

        awaitCaptured(orders);
        workers.forEach(GatewayWorker::stop);
        assertThat(orders)
                .allSatisfy(orderId -> assertThat(payments.charges(orderId)).hasSize(1));
    }

    @Test
    void restsWhileTheCircuitIsOpen() {
        var circuitBreaker = circuitBreakers.circuitBreaker("payment-gateway");
        circuitBreaker.transitionToForcedOpenState();
        var orderId = Ids.next();
        payments.deliver(pay(orderId, "alice", card("tok_visa")));
        var worker = started(Duration.ofMillis(50));
        Awaitility.await().during(Duration.ofMillis(300)).until(() -> attempts(orderId) == 0);

        circuitBreaker.reset();

        awaitCaptured(List.of(orderId));
        worker.stop();
    }

    @Test
    void finishesWhatItHasBegunBeforeItStops() {
        var orderId = Ids.next();
        payments.deliver(pay(orderId, "alice", card("tok_slow")));
        var worker = started(Duration.ofMinutes(1));
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> !payments.charges(orderId).isEmpty());

        worker.stop();

        assertThat(payments.statusOf(orderId)).isEqualTo(PaymentStatus.CAPTURED);
    }

    private int attempts(UUID orderId) {
        return jdbc.sql("SELECT attempts FROM gateway_task WHERE payment_id = :paymentId")
                .param("paymentId", payments.paymentOf(orderId))
                .query(Integer.class)
                .single();
    }

    private GatewayWorker started(Duration pollInterval) {
        var properties = new WorkerProperties(
                true,
                4,
                Duration.ofSeconds(30),
                pollInterval,
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Duration.ofMillis(100),
                Duration.ofMinutes(1));
        var worker = new GatewayWorker(queue, gateway, cardPayments, properties);
        worker.start();
        return worker;
    }

    private void awaitCaptured(List<UUID> orders) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> orders.stream().allMatch(orderId -> payments.statusOf(orderId) == PaymentStatus.CAPTURED));
    }
}
