package dev.tandem.payment.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Ids;
import dev.tandem.payment.gateway.ChargeAnswer.Charged;
import dev.tandem.payment.gateway.ChargeAnswer.NotAsked;
import dev.tandem.payment.gateway.ChargeAnswer.Unknown;
import dev.tandem.payment.gateway.ResilientPaymentGateway.Guards;
import dev.tandem.payment.gateway.StubGateway.Behaviour;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.springboot3.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot3.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot3.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot3.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The guards around a gateway that fails, as they are configured, with times and numbers short enough for a test. */
@SpringBootTest(
        classes = GatewayConfiguration.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.config.name=payment-service",
            "resilience4j.retry.instances.payment-gateway.wait-duration=1ms",
            "resilience4j.circuitbreaker.instances.payment-gateway.sliding-window-size=6",
            "resilience4j.circuitbreaker.instances.payment-gateway.minimum-number-of-calls=6",
            "resilience4j.circuitbreaker.instances.payment-gateway.wait-duration-in-open-state=2s",
            "resilience4j.bulkhead.instances.payment-gateway.max-concurrent-calls=1",
            "resilience4j.bulkhead.instances.payment-gateway.max-wait-duration=0ms",
            "resilience4j.timelimiter.instances.payment-gateway.timeout-duration=1s"
        })
@ImportAutoConfiguration({
    BulkheadAutoConfiguration.class,
    CircuitBreakerAutoConfiguration.class,
    RestClientAutoConfiguration.class,
    RetryAutoConfiguration.class,
    TimeLimiterAutoConfiguration.class
})
@Import(SimpleMeterRegistry.class)
class ResilientPaymentGatewayTest {

    private static final Charge CHARGE = new Charge(Ids.next(), Ids.next(), new BigDecimal("1.00"), "EUR", "tok_visa");

    private static final String CHARGED =
            "{\"chargeId\":\"ch_1\",\"key\":\"%s\",\"amount\":1.00,\"status\":\"CHARGED\"}"
                    .formatted(CHARGE.paymentId());

    private static final StubGateway STUB = new StubGateway();

    @Autowired
    private PaymentGateway gateway;

    @Autowired
    private Guards guards;

    @Autowired
    private MeterRegistry meters;

    private int requestsBefore;

    @DynamicPropertySource
    static void gatewayIsTheStub(DynamicPropertyRegistry properties) {
        properties.add("tandem.payment.gateway.base-url", STUB::url);
    }

    @BeforeEach
    void forgetEarlierTrouble() {
        circuitBreaker().reset();
        requestsBefore = STUB.requests();
    }

    @AfterAll
    static void stop() {
        STUB.close();
    }

    @Test
    void asksAgainUntilThereIsAnAnswer() {
        var answers = new AtomicInteger();
        STUB.behaves(connection -> (answers.incrementAndGet() < 3
                        ? Behaviour.status(503, "")
                        : Behaviour.status(201, CHARGED))
                .answer(connection));

        assertThat(gateway.charge(CHARGE)).isEqualTo(new Charged("ch_1"));
        assertThat(requests()).isEqualTo(3);
        assertThat(meters.timer("tandem.payment.gateway", "operation", "charge", "outcome", "charged")
                        .count())
                .isPositive();
    }

    @Test
    void asksOnceIfNobodyUnderstandsTheAnswer() {
        STUB.behaves(Behaviour.status(418, ""));

        assertThat(gateway.charge(CHARGE)).isInstanceOf(Unknown.class);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void asksOnceIfTheCardIsDeclined() {
        STUB.behaves(Behaviour.status(402, "{\"code\":\"card_declined\"}"));

        assertThat(gateway.charge(CHARGE)).isInstanceOf(ChargeAnswer.Declined.class);
        assertThat(requests()).isEqualTo(1);
        assertThat(circuitBreaker().getMetrics().getNumberOfFailedCalls()).isZero();
    }

    @Test
    void stopsAskingAGatewayThatFailsAndFindsOutWhenItIsBack() {
        STUB.behaves(Behaviour.status(503, ""));
        assertThat(gateway.charge(CHARGE)).isInstanceOf(Unknown.class);
        assertThat(gateway.charge(CHARGE)).isInstanceOf(Unknown.class);
        assertThat(circuitBreaker().getState()).isEqualTo(State.OPEN);

        assertThat(gateway.charge(CHARGE)).isInstanceOf(NotAsked.class);
        assertThat(requests()).isEqualTo(6);

        STUB.behaves(Behaviour.status(201, CHARGED));
        Awaitility.await().until(() -> circuitBreaker().getState() == State.HALF_OPEN);
        for (int probe = 1; probe <= 3; probe++) {
            assertThat(gateway.charge(CHARGE)).isEqualTo(new Charged("ch_1"));
        }
        assertThat(circuitBreaker().getState()).isEqualTo(State.CLOSED);
    }

    @Test
    void doesNotWaitForAnAnswerThatTricklesIn() {
        STUB.behaves(connection -> {
            var out = connection.getOutputStream();
            out.write("HTTP/1.1 201 Created\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(50);
            }
        });

        assertThat(gateway.charge(CHARGE))
                .isInstanceOfSatisfying(
                        Unknown.class, unknown -> assertThat(unknown.detail()).contains("did not answer in time"));
    }

    @Test
    void turnsAwayWhatWouldBeTooMuchAtOnce() throws Exception {
        STUB.behaves(Behaviour.silence());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> gateway.charge(CHARGE));
            Awaitility.await().until(() -> guards.bulkhead().getMetrics().getAvailableConcurrentCalls() == 0);

            assertThat(gateway.charge(CHARGE)).isInstanceOf(NotAsked.class);
            assertThat(first.get()).isInstanceOf(Unknown.class);
        }
    }

    private int requests() {
        return STUB.requests() - requestsBefore;
    }

    private CircuitBreaker circuitBreaker() {
        return guards.circuitBreaker();
    }
}
