package dev.tandem.local.platform;

import dev.tandem.local.process.PortHolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * All parts of one platform, made for given ports.
 *
 * @param infrastructure what the services need before they start, and until they have stopped
 * @param services the services
 */
record Parts(List<Part> infrastructure, List<ServiceProcess> services) {

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
        var taken = new ArrayList<String>();
        for (var part : parts) {
            for (var name : part.portNames()) {
                var port = ports.of(name);
                if (!PortHolder.isFree(port)) {
                    var holder = PortHolder.of(port).map(PortHolder::toString).orElse("another process");
                    taken.add("Port " + port + ", wanted by " + name + ", is taken by " + holder + ".\n    Move "
                            + name + ": --port " + name + "=" + (port + 10_000) + " or " + Ports.variable(name) + "="
                            + (port + 10_000));
                }
            }
        }
        if (!taken.isEmpty()) {
            taken.add("Move everything: ./tandem up --port-offset 10000, or TANDEM_PORT_OFFSET=10000");
            throw new StartFailed(String.join("\n", taken));
        }
    }
}
