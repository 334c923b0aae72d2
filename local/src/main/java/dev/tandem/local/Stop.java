package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import picocli.CommandLine.Command;

/** {@code tandem stop}. */
@Command(
        name = "stop",
        description = "Stops parts politely: they finish what they are at. A replica of a service is forgotten then.",
        mixinStandardHelpOptions = true)
final class Stop extends PartCommand {

    Stop() {
        super("has stopped");
    }

    @Override
    void act(Platform platform, String part) {
        platform.stop(part);
    }
}
