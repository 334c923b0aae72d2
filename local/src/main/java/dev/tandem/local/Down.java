package dev.tandem.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tandem down}. */
@Command(
        name = "down",
        description = "Stops every service, then Kafka, then PostgreSQL. Data stays.",
        mixinStandardHelpOptions = true)
final class Down implements Callable<Integer> {

    @Override
    public Integer call() {
        Tandem.platform().down(new Console());
        return 0;
    }
}
