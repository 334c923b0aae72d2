package dev.tandem.local;

import dev.tandem.local.platform.PartStatus;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tandem status}. */
@Command(
        name = "status",
        description = "Shows how each part is; ends with 1 unless all are ready.",
        mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {

    @Override
    public Integer call() {
        var parts = Tandem.platform().status();
        System.out.printf("%-20s %-10s %8s %9s  %s%n", "PART", "STATE", "PROCESS", "MEMORY", "ADDRESS");
        for (var part : parts) {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %-10s %8s %9s  %s%n",
                    part.name(),
                    word(part.state()),
                    part.pid() == 0 ? "-" : part.pid(),
                    part.megabytes() == 0 ? "-" : part.megabytes() + " MB",
                    part.address());
        }
        return parts.stream().allMatch(part -> part.state() == PartStatus.State.READY) ? 0 : 1;
    }

    private static String word(PartStatus.State state) {
        return switch (state) {
            case READY -> "ready";
            case NOT_READY -> "not ready";
            case PAUSED -> "paused";
            case DIED -> "died";
            case STOPPED -> "stopped";
        };
    }
}
