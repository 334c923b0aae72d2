package dev.tandem.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that Maven made of a module. */
final class BuiltJar {

    private BuiltJar() {}

    static Path of(Path module) {
        try (var jars = Files.newDirectoryStream(module.resolve("target"), "*.jar")) {
            for (var jar : jars) {
                return jar;
            }
        } catch (IOException notBuilt) {
            // the same as an empty folder
        }
        throw new StartFailed("Nothing is built yet: there is no jar in " + module + "/target. ./tandem up builds it.");
    }
}
