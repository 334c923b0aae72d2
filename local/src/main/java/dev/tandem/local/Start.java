package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import picocli.CommandLine.Command;

/** {@code tandem start}. */
@Command(
        name = "start",
        description = {
            "Starts parts that were killed or stopped, and waits until they are ready.",
            "A service's name with a number from 2 to 9 starts a replica of it, another process on the same database and "
                    + "topics: tandem start saga-orchestrator-2"
        },
        mixinStandardHelpOptions = true)
final class Start extends PartCommand {

    Start() {
        super("is ready");
    }

    @Override
    void act(Platform platform, String part) {
        platform.start(part);
    }
}
