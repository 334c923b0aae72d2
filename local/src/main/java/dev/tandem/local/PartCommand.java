package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Parameters;

/** What a person can do to single parts. */
abstract class PartCommand implements Callable<Integer> {

    @Parameters(
            arity = "1..*",
            paramLabel = "PART",
            description =
                    "A service's name, kafka, postgres, redis-1, zookeeper, or a replica of a service such as saga-orchestrator-2.")
    private List<String> parts = List.of();

    private final String done;

    PartCommand(String done) {
        this.done = done;
    }

    abstract void act(Platform platform, String part);

    @Override
    public final Integer call() {
        var platform = Tandem.platform();
        for (var part : parts) {
            act(platform, part);
            System.out.println(part + " " + done);
        }
        return 0;
    }
}
