package dev.tandem.scenarios;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Ports;
import dev.tandem.local.platform.Progress;
import dev.tandem.local.platform.Settings;
import dev.tandem.local.process.PortHolder;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every story on a platform of its own, beside whatever else runs on this machine. Its logs stay in target. */
@TestInstance(Lifecycle.PER_CLASS)
class ScenariosIT {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private final Platform platform = Platform.of(new Settings(
            PROJECT,
            PROJECT.resolve("scenarios/target/platform"),
            quietPorts(),
            false,
            false,
            true,
            EnumSet.allOf(Extra.class),
            List.of()));
    private final Theatre theatre = new Theatre(platform, Options.DEFAULT, System.out);

    @BeforeAll
    void up() {
        platform.reset(Progress.SILENT); // an earlier run may have been interrupted
        platform.up(Progress.SILENT);
    }

    @AfterAll
    void down() {
        platform.down(Progress.SILENT);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void comesOutAsTold(Story story) {
        theatre.play(story);
    }

    static Stream<Named<Story>> comesOutAsTold() {
        return Stories.ALL.stream().map(story -> Named.of(story.name(), story));
    }

    /**
     * Free ports below those that the system gives to clients: a client that keeps asking for a service which was killed
     * could be given just that port, and would then have connected to itself.
     */
    private static Ports quietPorts() {
        return IntStream.iterate(11_000, offset -> offset < 20_000, offset -> offset + 100)
                .mapToObj(Ports.defaults()::plus)
                .filter(ports -> ports.byName().values().stream().allMatch(PortHolder::isFree))
                .findFirst()
                .orElseThrow();
    }
}
