package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import picocli.CommandLine.Command;

/** {@code tandem resume}. */
@Command(name = "resume", description = "Lets frozen parts go on (SIGCONT).", mixinStandardHelpOptions = true)
final class Resume extends PartCommand {

    Resume() {
        super("goes on");
    }

    @Override
    void act(Platform platform, String part) {
        platform.resume(part);
    }
}
