package dev.tandem.local.platform;

import java.nio.file.Path;
import java.util.Map;

/** This project, in a home of the test's own. */
final class TestPlatform {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private TestPlatform() {}

    static Settings settings(Path home) {
        return Settings.of(Map.of("TANDEM_PROJECT", PROJECT.toString(), "TANDEM_HOME", home.toString()))
                .withTraining(false);
    }
}
