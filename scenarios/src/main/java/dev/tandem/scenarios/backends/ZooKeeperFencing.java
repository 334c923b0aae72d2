package dev.tandem.scenarios.backends;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Guide, 'Fencing with ZooKeeper: zxid', the example with fencing. */
public final class ZooKeeperFencing implements Story {

    private static final Duration SESSION = Duration.ofSeconds(2);
    private static final Duration TTL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "zookeeper-fencing";
    }

    @Override
    public String about() {
        return "A session times out while its process stands still: the write it had on its way is refused by its zxid.";
    }

    @Override
    public Set<Extra> needs() {
        return Set.of(Extra.ZOOKEEPER);
    }

    @Override
    public void play(Stage stage) {
        var backend = List.of("zookeeper", stage.address(Platform.ZOOKEEPER), SESSION.toString());
        var key = "story:" + UUID.randomUUID();
        try (var report = Report.open(stage);
                var a = Actor.enter(stage, "A", backend);
                var b = Actor.enter(stage, "B", backend)) {
            var ofA = Long.parseLong(a.acquires(key, TTL, PATIENCE));
            stage.tell("A creates its node in transaction %d and has the lock".formatted(ofA));
            assertThat(report.write(ofA, "from-A")).isTrue();
            assertThat(report.write(ofA, "from-A-again")).isTrue();
            stage.tell("A writes twice: an equal token is the same holder's next write");

            a.pause();
            a.order("write late-from-A");
            var ofB = Long.parseLong(b.acquires(key, TTL, PATIENCE));
            assertThat(ofB).isGreaterThan(ofA);
            stage.tell(
                    "A's session times out, its node is gone, and B has the lock with transaction %d".formatted(ofB));
            assertThat(report.write(ofB, "from-B")).isTrue();

            a.resume();
            assertThat(a.hear("writes")).isEqualTo(ofA + " late-from-A");
            assertThat(report.write(ofA, "late-from-A")).isFalse();
            a.hear("lost");
            assertThat(report.body()).isEqualTo("from-B");
            stage.tell("A's delayed write is refused: %d < %d; and A is told that its session was lost"
                    .formatted(ofA, ofB));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
