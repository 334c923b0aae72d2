package dev.tandem.orchestrator.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.web.client.ResourceAccessException;

class VoteGuardsTest {

    private static final int ENOUGH = 20;
    private static final Ballot YES = new Ballot(BranchRecord.Vote.YES, false, null, null);

    private final AtomicInteger asked = new AtomicInteger();
    private final VoteGuards guards = new VoteGuards(
            CircuitBreakerRegistry.of(Map.of(
                    "participants",
                    CircuitBreakerConfig.custom()
                            .slidingWindowType(SlidingWindowType.COUNT_BASED)
                            .slidingWindowSize(ENOUGH)
                            .minimumNumberOfCalls(ENOUGH)
                            .failureRateThreshold(80)
                            .build())),
            BulkheadRegistry.of(Map.of(
                    "participants",
                    BulkheadConfig.custom()
                            .maxConcurrentCalls(1)
                            .maxWaitDuration(Duration.ZERO)
                            .build())),
            RetryRegistry.of(Map.of(
                    "participants",
                    RetryConfig.custom()
                            .maxAttempts(3)
                            .waitDuration(Duration.ofMillis(1))
                            .retryOnException(new NobodyThere())
                            .build())));

    @Test
    void whoHasNotVotedForSoLongIsNotAsked() {
        for (var i = 0; i < ENOUGH; i++) {
            assertThatThrownBy(this::silence).isInstanceOf(IllegalStateException.class);
        }

        assertThatThrownBy(this::silence).isInstanceOf(CallNotPermittedException.class);

        assertThat(asked).hasValue(ENOUGH);
        assertThat(guards.ask("beta", () -> YES)).as("others are").isEqualTo(YES);
    }

    @Test
    void whoIsNotListenedToAnyMoreHasNotFailed() {
        for (var i = 0; i < 2 * ENOUGH; i++) {
            assertThatThrownBy(() -> guards.ask("alpha", this::withdrawn)).isInstanceOf(IllegalStateException.class);
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(guards.ask("alpha", () -> YES)).isEqualTo(YES);
    }

    @Test
    void whoWasNotThereIsAskedAgain() {
        var ballot = guards.ask("alpha", () -> {
            if (asked.incrementAndGet() < 3) {
                throw new ResourceAccessException("", new ConnectException());
            }
            return YES;
        });

        assertThat(ballot).isEqualTo(YES);
        assertThat(asked).hasValue(3);
    }

    @Test
    void whoMayHaveHeardIsNotAskedAgain() {
        assertThatThrownBy(this::silence).isInstanceOf(IllegalStateException.class);

        assertThat(asked).hasValue(1);
    }

    @Test
    void noMoreWaitThanAreWorthIt() {
        var ballot = guards.ask("alpha", () -> {
            assertThatThrownBy(() -> guards.ask("alpha", () -> YES)).isInstanceOf(BulkheadFullException.class);
            return YES;
        });

        assertThat(ballot).isEqualTo(YES);
    }

    private void silence() {
        guards.ask("alpha", () -> {
            asked.incrementAndGet();
            throw new IllegalStateException("no answer");
        });
    }

    private Ballot withdrawn() {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted");
    }
}
