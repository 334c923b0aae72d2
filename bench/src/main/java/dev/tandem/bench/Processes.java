package dev.tandem.bench;

import dev.tandem.local.platform.PartStatus;
import dev.tandem.local.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What each part of the platform, and this process, use of the machine. */
final class Processes {

    private Processes() {}

    /**
     * @param cpu processor time, children included that still live
     * @param megabytes resident memory at this moment; of this process, its heap
     */
    record Use(String name, Duration cpu, long megabytes) {}

    /** Since the start of each. */
    static List<Use> now(Platform platform) {
        var uses = new ArrayList<Use>();
        for (var part : platform.status()) {
            ProcessHandle.of(part.pid()).ifPresent(process -> uses.add(use(part, process)));
        }
        var heap = Runtime.getRuntime().totalMemory() >> 20;
        uses.add(new Use("bench", cpu(ProcessHandle.current()), heap));
        return List.copyOf(uses);
    }

    /** From then to then; memory as it was in the end. */
    static List<Use> between(List<Use> before, List<Use> after) {
        var then = before.stream().collect(Collectors.toMap(Use::name, Use::cpu));
        return after.stream()
                .map(use -> new Use(
                        use.name(), use.cpu().minus(then.getOrDefault(use.name(), Duration.ZERO)), use.megabytes()))
                .toList();
    }

    private static Use use(PartStatus part, ProcessHandle process) {
        return new Use(part.name(), cpu(process), part.megabytes());
    }

    private static Duration cpu(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .flatMap(member -> member.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
