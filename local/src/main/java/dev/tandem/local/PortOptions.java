package dev.tandem.local;

import dev.tandem.local.platform.Settings;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** Where the parts listen, for a machine on which the usual ports are taken. */
final class PortOptions {

    @Option(names = "--port-offset", paramLabel = "N", description = "Add N to every port (or TANDEM_PORT_OFFSET).")
    private int offset;

    @Option(
            names = "--port",
            paramLabel = "PART=PORT",
            description = "Another port for one part, as in --port postgres=15432 (or TANDEM_PORT_POSTGRES).")
    private Map<String, Integer> ports = new TreeMap<>();

    Settings applyTo(Settings settings) {
        var chosen = settings.ports().plus(offset);
        for (var port : ports.entrySet()) {
            chosen = chosen.with(port.getKey(), port.getValue());
        }
        return settings.withPorts(chosen);
    }
}
