package dev.tandem.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tandem verify}. */
@Command(
        name = "verify",
        description = "Checks every invariant of every service, and those across services.",
        mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
