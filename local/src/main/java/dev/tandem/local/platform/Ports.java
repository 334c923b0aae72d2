package dev.tandem.local.platform;

import dev.tandem.local.process.PortHolder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which port each part listens on, always on loopback.
 *
 * @param byName the ports of {@code postgres}, {@code kafka}, {@code kafka-controller}, each extra server and each service
 */
public record Ports(Map<String, Integer> byName) {

    static final String KAFKA_CONTROLLER = "kafka-controller";

    private static final String VARIABLE = "TANDEM_PORT_";
    private static final String OFFSET = "TANDEM_PORT_OFFSET";
    /** From one replica of a service to the next: as far as all services take. */
    public static final int REPLICA_DISTANCE = 10;

    private static final int LOWEST_FREE = 10_000;
    private static final int LOWEST_EPHEMERAL = 32_768;

    public Ports {
        byName = Map.copyOf(byName);
    }

    public static Ports defaults() {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put(Platform.POSTGRES, 5432);
        ports.put(Platform.KAFKA, 9092);
        ports.put(KAFKA_CONTROLLER, 9093);
        for (int number = 1; number <= RedisServer.COUNT; number++) {
            ports.put(RedisServer.nameOf(number), 6378 + number);
        }
        ports.put(Platform.ZOOKEEPER, 2181);
        for (var service : Service.values()) {
            ports.put(service.id(), service.defaultPort());
        }
        return new Ports(ports);
    }

    /** The defaults, moved by TANDEM_PORT_OFFSET and replaced one by one by TANDEM_PORT_POSTGRES and the like. */
    static Ports of(Map<String, String> environment) {
        var ports = defaults().plus(number(OFFSET, environment.getOrDefault(OFFSET, "0")));
        for (var name : ports.byName.keySet()) {
            var chosen = environment.get(variable(name));
            if (chosen != null) {
                ports = ports.with(name, number(variable(name), chosen));
            }
        }
        return ports;
    }

    /**
     * Ports that nobody uses at this moment: for a second platform beside the first. Not those that the system gives
     * away itself, because it would give them to some outgoing connection before a service has started.
     */
    public static Ports free() {
        var ports = new LinkedHashMap<String, Integer>();
        for (var name : defaults().byName.keySet()) {
            int port;
            do {
                port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, LOWEST_EPHEMERAL);
            } while (ports.containsValue(port) || !PortHolder.isFree(port));
            ports.put(name, port);
        }
        return new Ports(ports);
    }

    /** A replica's follows from its service's: {@code saga-orchestrator-2} is 8095. */
    public int of(String name) {
        var port = byName.get(name);
        return port != null
                ? port
                : Replica.of(name)
                        .map(this::of)
                        .orElseThrow(() -> new IllegalArgumentException("no part is called " + name));
    }

    private int of(Replica replica) {
        return of(replica.service().id()) + (replica.number() - 1) * REPLICA_DISTANCE;
    }

    public Ports plus(int offset) {
        var moved = new LinkedHashMap<String, Integer>();
        byName.forEach((name, port) -> moved.put(name, port + offset));
        return new Ports(moved);
    }

    public Ports with(String name, int port) {
        var changed = new LinkedHashMap<>(byName);
        if (changed.replace(name, port) == null) {
            throw new IllegalArgumentException("no port is called " + name + "; there are "
                    + defaults().byName.keySet());
        }
        return new Ports(changed);
    }

    static String variable(String name) {
        return VARIABLE + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static int number(String variable, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(variable + " is not a number: " + value, e);
        }
    }
}
