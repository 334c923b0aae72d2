package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/** Guide, 'Ephemeral Nodes: Automatic Cleanup': a crash, and a partition that lasts longer than the session. */
public final class ZooKeeperSessionLost implements Story {

    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "zookeeper-session-lost";
    }

    @Override
    public String about() {
        return "A lock ends with its session: when its holder dies, and when its holder cannot reach ZooKeeper, which it is told.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.ZOOKEEPER);
    }

    @Override
    public void play(Stage stage) {
        var backend = List.of("zookeeper", stage.address(Platform.ZOOKEEPER), SESSION.toString());
        theHolderDies(stage, backend);
        theServerDies(stage, backend);
    }

    private static void theHolderDies(Stage stage, List<String> backend) {
        var key = "story:" + UUID.randomUUID();
        try (var a = Actor.enter(stage, "A", backend);
                var b = Actor.enter(stage, "B", backend)) {
            a.acquires(key, TTL, PATIENCE);
            stage.tell("A has the lock, in a session of %d s".formatted(SESSION.toSeconds()));
            b.order("acquire %s %d %d".formatted(key, TTL.toMillis(), PATIENCE.toMillis()));
            a.kill();
            var begin = System.nanoTime();
            b.hear("granted");
            stage.tell(String.format(
                    Locale.ROOT,
                    "B has it after %.1f s: the session ended, its node went with it, and B was woken",
                    (System.nanoTime() - begin) / 1e9));
        }
    }

    private static void theServerDies(Stage stage, List<String> backend) {
        var key = "story:" + UUID.randomUUID();
        try (var a = Actor.enter(stage, "A", backend)) {
            var before = Long.parseLong(a.acquires(key, TTL, PATIENCE));
            stage.tell("A has a lock again, with token " + before);
            stage.kill(Platform.ZOOKEEPER);
            var begin = System.nanoTime();
            a.hear("lost");
            stage.tell(String.format(
                    Locale.ROOT,
                    "A is told after %.1f s that it can rely on its lock no longer, long before its 30 s are over",
                    (System.nanoTime() - begin) / 1e9));
            a.order("check");
            a.hear("not held");

            stage.start(Platform.ZOOKEEPER);
            a.order("release");
            a.hear("released");
            var after = Long.parseLong(a.acquires(key, TTL, PATIENCE));
            assertThat(after).isGreaterThan(before);
            stage.tell("A takes it anew, in a new session, with token " + after);
        }
    }
}
