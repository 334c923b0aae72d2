package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import picocli.CommandLine.Command;

/** {@code tandem kill}. */
@Command(name = "kill", description = "Ends parts without a last word (SIGKILL).", mixinStandardHelpOptions = true)
final class Kill extends PartCommand {

    Kill() {
        super("is gone");
    }

    @Override
    void act(Platform platform, String part) {
        platform.kill(part);
    }
}
