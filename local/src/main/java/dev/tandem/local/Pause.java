package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import picocli.CommandLine.Command;

/** {@code tandem pause}. */
@Command(
        name = "pause",
        description = "Freezes parts (SIGSTOP): they keep their connections and answer nobody.",
        mixinStandardHelpOptions = true)
final class Pause extends PartCommand {

    Pause() {
        super("is frozen");
    }

    @Override
    void act(Platform platform, String part) {
        platform.pause(part);
    }
}
