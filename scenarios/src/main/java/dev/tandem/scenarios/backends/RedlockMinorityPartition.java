package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tandem.local.platform.Extra;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Guide, 'Why Majority (N/2 + 1)?': a partition with three servers on one side and two on the other. */
public final class RedlockMinorityPartition implements Story {

    private static final Duration TTL = Duration.ofSeconds(30);

    /** Where nobody listens: what a client meets on the other side of a cut. */
    private static final String CUT_OFF = "127.0.0.1:1";

    @Override
    public String name() {
        return "redlock-minority-partition";
    }

    @Override
    public String about() {
        return "A partition leaves A three Redis servers and B two: only A gets the lock, and B knows that it knows nothing.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.REDIS);
    }

    @Override
    public void play(Stage stage) {
        var servers = stage.addresses(Extra.REDIS);
        var key = "story:" + UUID.randomUUID();
        stage.tell("the network is cut: A reaches redis-1 to redis-3, B reaches redis-4 and redis-5");
        try (var a = Backends.redlock(reachable(servers, 0, 3));
                var b = Backends.redlock(reachable(servers, 3, 5));
                var healed = Backends.redlock(servers)) {
            assertThatExceptionOfType(LockBackendUnavailable.class)
                    .isThrownBy(() -> b.acquire(key, "B", TTL, Duration.ofMillis(500)))
                    .satisfies(unknown -> stage.tell("B gets nothing: " + unknown.getMessage()));

            var grant = a.acquire(key, "A", TTL, Duration.ofSeconds(5)).orElseThrow();
            stage.tell("A gets the lock by three votes of five");
            assertThatExceptionOfType(LockBackendUnavailable.class)
                    .isThrownBy(() -> b.acquire(key, "B", TTL, Duration.ofMillis(500)));
            stage.tell("B, who tries again, still knows nothing, and so does nothing");

            stage.tell("the network is whole again");
            assertThat(healed.acquire(key, "B", TTL, Duration.ZERO)).isEmpty();
            stage.tell("B is refused now, which is an answer");
            assertThat(a.release(grant)).isTrue();
            var next = healed.acquire(key, "B", TTL, Duration.ofSeconds(30)).orElseThrow();
            assertThat(healed.release(next)).isTrue();
            stage.tell("A is done, and B gets it");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }

    private static List<String> reachable(List<String> servers, int from, int to) {
        return IntStream.range(0, servers.size())
                .mapToObj(i -> i >= from && i < to ? servers.get(i) : CUT_OFF)
                .toList();
    }
}
