package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.Extra;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;

/** Guide, 'Redlock Algorithm', the example execution: one server is silent and one refuses. */
public final class RedlockMajority implements Story {

    private static final Duration TTL = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "redlock-majority";
    }

    @Override
    public String about() {
        return "Of five Redis servers one is frozen and one is taken: three votes make a lock, two do not.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.REDIS);
    }

    @Override
    public void play(Stage stage) {
        var servers = stage.addresses(Extra.REDIS);
        var key = "story:" + UUID.randomUUID();
        try (var one = Backends.redlock(servers.subList(4, 5));
                var a = Backends.redlock(servers);
                var b = Backends.redlock(servers)) {
            assertThat(one.acquire(key, "somebody", TTL, Duration.ZERO)).isPresent();
            stage.tell("redis-5 has given its vote to somebody else");
            stage.pause("redis-3");

            var begin = System.nanoTime();
            var grant = a.acquire(key, "A", TTL, Duration.ZERO).orElseThrow();
            var elapsed = Duration.ofNanos(System.nanoTime() - begin);
            stage.tell("A asks all five: 1, 2 and 4 agree, 3 is silent, 5 refuses: 3 of 5, after %d ms"
                    .formatted(elapsed.toMillis()));
            var left = grant.validity().minus(elapsed);
            stage.tell("A may rely on it for %d ms: the time-to-live, less what it took, less what clocks may differ by"
                    .formatted(left.toMillis()));
            assertThat(left).isPositive().isLessThan(TTL);
            assertThat(grant.fencingToken())
                    .as("its random value orders nothing")
                    .isEmpty();

            assertThat(b.acquire(key, "B", TTL, Duration.ZERO)).isEmpty();
            stage.tell("B asks too, and gets no vote");

            assertThat(a.renew(grant, TTL)).isTrue();
            assertThat(a.release(grant)).isTrue();
            stage.tell("A renews and releases by the same three");
            stage.resume("redis-3");
            var next = b.acquire(key, "B", TTL, Duration.ofSeconds(30)).orElseThrow();
            assertThat(b.release(next)).isTrue();
            stage.tell("B has it now; what redis-3 heard too late was taken back as well");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }
}
