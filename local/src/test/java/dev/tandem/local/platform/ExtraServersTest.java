package dev.tandem.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.tandem.local.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real servers, each in a folder of its test's own. */
class ExtraServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Ports ports = Ports.free();
    private final Settings settings;
    private final Home home;

    ExtraServersTest(@TempDir Path folder) {
        settings = TestPlatform.settings(folder).withPorts(ports);
        home = Home.of(settings);
    }

    @Test
    void redisKeepsWhatItHasAnsweredThroughAKill() {
        var redis = new RedisServer(3, home, ports);
        redis.start(PATIENCE);
        try {
            assertThat(ask(redis, "SET lock me")).isEqualTo("+OK");

            redis.process().signal(Signal.KILL);
            redis.start(PATIENCE);

            assertThat(ask(redis, "STRLEN lock")).isEqualTo(":2");
        } finally {
            redis.stop(PATIENCE);
        }
    }

    @Test
    void aFrozenRedisIsNotReady() {
        var redis = new RedisServer(1, home, ports);
        redis.start(PATIENCE);
        try {
            redis.process().signal(Signal.STOP);
            assertThat(redis.isReady()).isFalse();

            redis.process().signal(Signal.CONT);
            redis.awaitReady(PATIENCE);
        } finally {
            redis.stop(PATIENCE);
        }
    }

    /** Its jar is made in the phase package, which comes before these tests only when all of the build runs. */
    @Test
    void zooKeeperComesBackAfterAKill() {
        assumeThat(Path.of("zookeeper/target/tandem-local-zookeeper-0.1.0.jar"))
                .as("ZooKeeper's jar, which mvn verify makes first")
                .exists();
        var zooKeeper = new ZooKeeperServer(home, ports, () -> new Jvms(settings, home, false, false).zooKeeper());
        zooKeeper.start(PATIENCE);
        try {
            zooKeeper.process().signal(Signal.KILL);
            assertThat(zooKeeper.isReady()).isFalse();

            zooKeeper.start(PATIENCE);
        } finally {
            zooKeeper.stop(PATIENCE);
        }
    }

    @Test
    void arePartsOfAPlatformOnlyWhenSomebodyAskedForThem() {
        var without = Platform.of(settings);
        var with = Platform.of(settings.withExtras(Set.of(Extra.REDIS)));

        assertThat(with.partNames()).contains("redis-1", "redis-5").doesNotContain("zookeeper");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> without.kill("redis-2"))
                .withMessage("redis-2 is not part of this platform; ./tandem up --with redis adds it to it");
    }

    private String ask(RedisServer redis, String question) {
        return LineProtocol.ask(ports.of(redis.name()), question).orElse("nothing");
    }
}
