package dev.tandem.payment.gateway;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps a gateway in trouble from becoming our trouble, and turns trouble of every kind into {@code Unknown} or
 * {@code NotAsked}.
 *
 * <p>From the outside in: retry, circuit breaker, bulkhead, time limiter. So each try is counted by the breaker, a try
 * that the breaker turns away costs nothing, waiting between tries occupies no place in the bulkhead, and no try
 * outlasts the limit. The values are in {@code payment-service.yaml}.
 */
class ResilientPaymentGateway implements PaymentGateway, AutoCloseable {

    /** The instance's name in the configuration of all four. */
    static final String NAME = "payment-gateway";

    private static final Logger log = LoggerFactory.getLogger(ResilientPaymentGateway.class);

    /** The four guards of one gateway. */
    record Guards(Retry retry, CircuitBreaker circuitBreaker, Bulkhead bulkhead, TimeLimiter timeLimiter) {

        <T> Callable<T> around(Callable<T> call, ExecutorService threads) {
            Callable<T> limited = () -> timeLimiter.executeFutureSupplier(() -> threads.submit(call));
            var single = Bulkhead.decorateCallable(bulkhead, limited);
            return Retry.decorateCallable(retry, CircuitBreaker.decorateCallable(circuitBreaker, single));
        }
    }

    private final PaymentGateway gateway;
    private final Guards guards;
    private final MeterRegistry meters;

    /** Not a bean: as one, it would take the place of the application's own task executor. */
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("gateway-", 0).factory());

    ResilientPaymentGateway(PaymentGateway gateway, Guards guards, MeterRegistry meters) {
        this.gateway = gateway;
        this.guards = guards;
        this.meters = meters;
    }

    /** Gives up on questions that are still out; what becomes of them is unknown. */
    @Override
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public ChargeAnswer charge(Charge charge) {
        return timed("charge", () -> {
            try {
                return guarded(() -> gateway.charge(charge));
            } catch (GatewayTrouble.NotAsked _) {
                return new ChargeAnswer.NotAsked();
            } catch (GatewayTrouble trouble) {
                return new ChargeAnswer.Unknown(explain(trouble));
            }
        });
    }

    @Override
    public RefundAnswer refund(UUID paymentId) {
        return timed("refund", () -> {
            try {
                return guarded(() -> gateway.refund(paymentId));
            } catch (GatewayTrouble.NotAsked _) {
                return new RefundAnswer.NotAsked();
            } catch (GatewayTrouble trouble) {
                return new RefundAnswer.Unknown(explain(trouble));
            }
        });
    }

    @Override
    public boolean takesQuestions() {
        return switch (guards.circuitBreaker().getState()) {
            case OPEN, FORCED_OPEN -> false;
            case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> true;
        };
    }

    @Override
    public ChargePage charges(@Nullable String cursor) {
        return guarded(() -> gateway.charges(cursor));
    }

    @Override
    public List<ChargeRecord> chargesOf(UUID orderId) {
        return guarded(() -> gateway.chargesOf(orderId));
    }

    private <T> T guarded(Callable<T> call) {
        try {
            return guards.around(withLogContext(call), threads).call();
        } catch (GatewayTrouble trouble) {
            throw trouble;
        } catch (CallNotPermittedException e) {
            throw new GatewayTrouble.NotAsked("the gateway is in trouble and was not asked", e);
        } catch (BulkheadFullException e) {
            throw new GatewayTrouble.NotAsked("too many questions to the gateway at once", e);
        } catch (TimeoutException e) {
            throw new GatewayTrouble.Transient("the gateway did not answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GatewayTrouble.Transient("interrupted while asking the gateway", e);
        } catch (Exception e) { // a bug, but the question may have gone out: what became of it is unknown all the same
            throw new GatewayTrouble.Unmapped("asking the gateway failed unexpectedly", e);
        }
    }

    private static String explain(GatewayTrouble trouble) {
        if (trouble instanceof GatewayTrouble.Unmapped) {
            log.error("Somebody has to look at this: {}", trouble.getMessage(), trouble);
        } else {
            log.warn("Outcome unknown: {}", trouble.getMessage());
        }
        return String.valueOf(trouble.getMessage());
    }

    private <A> A timed(String operation, Supplier<A> call) {
        var sample = Timer.start(meters);
        var answer = call.get();
        var outcome = answer.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
        sample.stop(meters.timer("tandem.payment.gateway", "operation", operation, "outcome", outcome));
        return answer;
    }

    /** The call runs on a thread of its own, which shall log as the caller would. */
    private static <T> Callable<T> withLogContext(Callable<T> call) {
        Map<String, String> context = MDC.getCopyOfContextMap();
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            return call.call();
        };
    }
}
