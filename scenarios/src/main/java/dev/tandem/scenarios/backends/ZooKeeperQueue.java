package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Guide, 'ZooKeeper Lock Implementation', the four states of its visual flow, and a waiter that dies. */
public final class ZooKeeperQueue implements Story {

    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "zookeeper-queue";
    }

    @Override
    public String about() {
        return "Four processes stand in line as nodes, one is killed while it waits, and the others are served in order.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.ZOOKEEPER);
    }

    @Override
    public void play(Stage stage) {
        var backend = List.of("zookeeper", stage.address(Platform.ZOOKEEPER), SESSION.toString());
        var key = "story:" + UUID.randomUUID();
        try (var queue = ZooKeeperNodes.of(stage.address(Platform.ZOOKEEPER), key);
                var a = Actor.enter(stage, "A", backend);
                var b = Actor.enter(stage, "B", backend);
                var c = Actor.enter(stage, "C", backend);
                var d = Actor.enter(stage, "D", backend)) {
            var tokens = new ArrayList<Long>();
            tokens.add(Long.parseLong(a.acquires(key, TTL, PATIENCE)));
            var waiters = List.of(b, c, d);
            for (var i = 0; i < waiters.size(); i++) {
                waiters.get(i).order("acquire %s %d %d".formatted(key, TTL.toMillis(), PATIENCE.toMillis()));
                queue.awaitLength(i + 2);
            }
            stage.tell("A has the lock; in line: " + queue.describe());

            c.kill();
            queue.awaitLength(3);
            stage.tell("C's session has ended, and its node with it: " + queue.describe());

            tokens.add(handOver(stage, "A", a, "B", b));
            tokens.add(handOver(stage, "B", b, "D", d));
            assertThat(tokens).as("tokens").isSorted().doesNotHaveDuplicates();
            stage.tell("their tokens, the transactions that made their nodes: " + tokens);
        }
    }

    private static long handOver(Stage stage, String from, Actor holder, String to, Actor next) {
        holder.order("release");
        holder.hear("released");
        var token = Long.parseLong(next.hear("granted"));
        stage.tell("%s deletes its node, which wakes %s and nobody else: %s has the lock".formatted(from, to, to));
        return token;
    }
}
