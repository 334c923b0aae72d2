package dev.tandem.local.platform;

import dev.tandem.local.process.Poll;
import dev.tandem.local.process.PortHolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All parts of one platform, made for given ports: the servers, each service, and what was started beside it. */
final class Parts {

    /** How long a port may be on its way to be free before it counts as taken. */
    private static final Duration DYING = Duration.ofSeconds(3);

    private final List<Part> infrastructure;
    private final Function<Replica, ServiceProcess> process;

    private Parts(List<Part> infrastructure, Function<Replica, ServiceProcess> process) {
        this.infrastructure = infrastructure;
        this.process = process;
    }

    static Parts of(Settings settings, RunFile run) {
        var home = Home.of(settings);
        var secrets = Secrets.in(home.secrets());
        var jvms = new Jvms(settings, home, run.fullJit(), run.faults());
        var infrastructure = new ArrayList<Part>();
        infrastructure.add(new PostgresServer(home, secrets, run.ports().of(Platform.POSTGRES)));
        infrastructure.add(new KafkaBroker(home, run.ports(), jvms::broker));
        run.extras().stream().sorted().forEach(extra -> infrastructure.addAll(extra(extra, home, run.ports(), jvms)));
        return new Parts(
                List.copyOf(infrastructure), replica -> new ServiceProcess(replica, home, run.ports(), secrets, jvms));
    }

    private static List<? extends Part> extra(Extra extra, Home home, Ports ports, Jvms jvms) {
        return switch (extra) {
            case REDIS ->
                IntStream.rangeClosed(1, RedisServer.COUNT)
                        .mapToObj(number -> new RedisServer(number, home, ports))
                        .toList();
            case ZOOKEEPER -> List.of(new ZooKeeperServer(home, ports, jvms::zooKeeper));
        };
    }

    /** What the services need before they start, and until they have stopped. */
    List<Part> infrastructure() {
        return infrastructure;
    }

    /** Each service once. */
    List<ServiceProcess> services() {
        return Arrays.stream(Service.values()).map(Replica::first).map(process).toList();
    }

    /** Each service, followed by the replicas beside it that run, or that died and were not dismissed. */
    List<ServiceProcess> servicesWithReplicas() {
        return Arrays.stream(Service.values())
                .flatMap(service -> IntStream.rangeClosed(1, Replica.MOST).mapToObj(n -> new Replica(service, n)))
                .map(process)
                .filter(part -> part.isFirst() || part.process().isKnown())
                .toList();
    }

    Stream<Part> all() {
        return Stream.concat(infrastructure.stream(), servicesWithReplicas().stream());
    }

    /** A part that exists, or a replica that could. */
    Part named(String name) {
        return infrastructure.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .or(() -> Replica.of(name).map(process))
                .orElseThrow(() -> new IllegalArgumentException(whatThereIsInsteadOf(name)));
    }

    private String whatThereIsInsteadOf(String name) {
        var missing = Arrays.stream(Extra.values())
                .filter(extra -> extra.parts().contains(name))
                .findFirst();
        return missing.map(extra ->
                        name + " is not part of this platform; ./tandem up --with " + extra.id() + " adds it to it")
                .orElseGet(() -> "no part is called " + name + "; there are "
                        + String.join(", ", all().map(Part::name).toList())
                        + ", and further replicas of a service, by numbers from 2 to " + Replica.MOST + ", such as "
                        + new Replica(Service.ORDER, 2).name());
    }

    /** A service, or a replica of one. */
    ServiceProcess service(String name) {
        return Replica.of(name)
                .map(process)
                .orElseThrow(() -> new IllegalArgumentException("no service is called " + name));
    }

    /** A part that can be acted upon: not a replica that nobody has started. */
    Part existing(String name) {
        var part = named(name);
        if (part instanceof ServiceProcess service
                && !service.isFirst()
                && !service.process().isKnown()) {
            throw new IllegalArgumentException(
                    name + " has not been started; ./tandem start " + name + " starts it beside the others");
        }
        return part;
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
        if (!ports.byName().containsKey(name)) {
            return "Stop that, or start the replica under another number, which has another port.";
        }
        var other = ports.of(name) + (ports.of(name) < 40_000 ? 20_000 : -20_000);
        return "Stop that, or move " + name + " with --port " + name + "=" + other + " (or " + Ports.variable(name)
                + "=" + other + "), or everything with --port-offset 10000 (or TANDEM_PORT_OFFSET=10000).";
    }
}
