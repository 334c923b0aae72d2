package dev.tandem.local.platform;

import dev.tandem.local.process.Poll;
import dev.tandem.local.process.PortHolder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All parts of one platform, made for given ports.
 *
 * @param infrastructure what the services need before they start, and until they have stopped
 * @param services the services
 */
record Parts(List<Part> infrastructure, List<ServiceProcess> services) {

    /** How long a port may be on its way to be free before it counts as taken. */
    private static final Duration DYING = Duration.ofSeconds(3);

    static Parts of(Settings settings, RunFile run) {
        var home = Home.of(settings);
        var secrets = Secrets.in(home.secrets());
        var jvms = new Jvms(settings, home, run.fullJit());
        var services = Arrays.stream(Service.values())
                .map(service -> new ServiceProcess(service, home, run.ports(), secrets, jvms))
                .toList();
        return new Parts(
                List.of(
                        new PostgresServer(home, secrets, run.ports().of(Platform.POSTGRES)),
                        new KafkaBroker(home, run.ports(), jvms::broker)),
                services);
    }

    Stream<Part> all() {
        return Stream.concat(infrastructure.stream(), services.stream());
    }

    Part named(String name) {
        return all().filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no part is called " + name + "; there are "
                        + String.join(", ", all().map(Part::name).toList())));
    }

    boolean anyAlive() {
        return all().anyMatch(part -> part.process().isAlive());
    }

    /** Every port that a part would need and somebody else has, in one message that says what to do about it. */
    static void refuseTakenPorts(List<? extends Part> parts, Ports ports) {
        // A process that was killed a moment ago keeps its sockets until the system has cleared it away.
        if (Poll.until(DYING, () -> taken(parts, ports).isEmpty())) {
            return;
        }
        var taken = taken(parts, ports);
        if (!taken.isEmpty()) {
            var findings = taken.stream().map(name -> finding(name, ports.of(name)));
            throw new StartFailed(Stream.concat(findings, Stream.of(wayOut(taken.getFirst(), ports)))
                    .collect(Collectors.joining("\n")));
        }
    }

    private static List<String> taken(List<? extends Part> parts, Ports ports) {
        return parts.stream()
                .flatMap(part -> part.portNames().stream())
                .filter(name -> !PortHolder.isFree(ports.of(name)))
                .toList();
    }

    private static String finding(String name, int port) {
        var holder = PortHolder.of(port).map(PortHolder::toString).orElse("another process");
        return "Port " + port + ", wanted by " + name + ", is taken by " + holder + ".";
    }

    private static String wayOut(String name, Ports ports) {
        var other = ports.of(name) + (ports.of(name) < 40_000 ? 20_000 : -20_000);
        return "Stop that, or move " + name + " with --port " + name + "=" + other + " (or " + Ports.variable(name)
                + "=" + other + "), or everything with --port-offset 10000 (or TANDEM_PORT_OFFSET=10000).";
    }
}
