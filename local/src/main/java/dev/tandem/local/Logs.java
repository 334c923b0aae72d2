package dev.tandem.local;

import dev.tandem.local.process.LogTail;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tandem logs}. */
@Command(
        name = "logs",
        description = "Shows the end of logs, of all parts if none is named.",
        mixinStandardHelpOptions = true)
final class Logs implements Callable<Integer> {

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now on, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "50",
            description = "How many lines (${DEFAULT-VALUE}).")
    private int lines;

    @Parameters(
            arity = "0..*",
            paramLabel = "PART",
            description = "A service, one of its replicas, kafka, postgres, or another server.")
    private List<String> parts = List.of();

    @Override
    public Integer call() throws InterruptedException {
        var platform = Tandem.platform();
        var names = parts.isEmpty() ? platform.partNames() : parts;
        for (var name : names) {
            LogTail.lastLines(platform.log(name), lines).forEach(line -> tell(name, line, names));
        }
        if (follow) {
            var followers = names.stream()
                    .map(name -> Thread.startVirtualThread(() -> follow(name, platform.log(name), names)))
                    .toList();
            for (var follower : followers) {
                follower.join();
            }
        }
        return 0;
    }

    private static void follow(String name, Path log, List<String> names) {
        try {
            LogTail.follow(log, line -> tell(name, line, names));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(String name, String line, List<String> names) {
        System.out.println(names.size() == 1 ? line : name + " | " + line);
    }
}
