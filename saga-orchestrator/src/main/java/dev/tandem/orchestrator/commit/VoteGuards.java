package dev.tandem.orchestrator.commit;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Keeps transactions from waiting for a participant that cannot vote: each participant has a circuit breaker, which lets
 * them be aborted at once, before anybody has locked a row, once most of its votes have failed; and a bulkhead, so that
 * one that is slow is not asked by more than could ever be prepared. Who cannot be connected to has heard nothing and is
 * asked again soon.
 *
 * <p>Only votes are guarded. A decision has to reach everybody sooner or later, and a branch that waits for it blocks
 * others: it is told again at a pace of its own, whatever became of the votes. Limits are in the configuration
 * {@code participants} of {@code resilience4j.*}. Thread-safe.
 */
@Component
class VoteGuards {

    private static final String CONFIGURATION = "participants";

    /** Longer than a branch waits for locks: who is not heard for so long is itself to blame. */
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final CircuitBreakerRegistry circuitBreakers;
    private final BulkheadRegistry bulkheads;
    private final RetryRegistry retries;

    VoteGuards(CircuitBreakerRegistry circuitBreakers, BulkheadRegistry bulkheads, RetryRegistry retries) {
        this.circuitBreakers = circuitBreakers;
        this.bulkheads = bulkheads;
        this.retries = retries;
    }

    /**
     * Asks a participant, if it is worth asking.
     *
     * @throws RuntimeException if there is no answer, or nobody was asked
     */
    Ballot ask(String participant, Supplier<Ballot> question) {
        var name = "participant-" + participant;
        var circuitBreaker = circuitBreakers.circuitBreaker(name, CONFIGURATION);
        var bulkhead = bulkheads.bulkhead(name, CONFIGURATION);
        return retries.retry(name, CONFIGURATION)
                .executeSupplier(() -> watched(circuitBreaker, Bulkhead.decorateSupplier(bulkhead, question)));
    }

    /** Who is interrupted because somebody else has said no has not failed. */
    private static Ballot watched(CircuitBreaker circuitBreaker, Supplier<Ballot> question) {
        circuitBreaker.acquirePermission();
        var begin = System.nanoTime();
        try {
            var ballot = question.get();
            circuitBreaker.onSuccess(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
            return ballot;
        } catch (RuntimeException e) {
            var took = System.nanoTime() - begin;
            if (Thread.currentThread().isInterrupted() && took < SLOW.toNanos()) {
                circuitBreaker.releasePermission();
            } else {
                circuitBreaker.onError(took, TimeUnit.NANOSECONDS, e);
            }
            throw e;
        }
    }
}
