package dev.tandem.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tandem reset}. */
@Command(
        name = "reset",
        description = "Stops everything and forgets all data, logs and passwords. What was built stays.",
        mixinStandardHelpOptions = true)
final class Reset implements Callable<Integer> {

    @Override
    public Integer call() {
        Tandem.platform().reset(new Console());
        System.out.println("All data is gone; the next up starts afresh.");
        return 0;
    }
}
