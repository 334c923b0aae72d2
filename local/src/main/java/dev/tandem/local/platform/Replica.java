package dev.tandem.local.platform;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One process of a service. The first has the service's name; those beside it, on the same database and the same topics,
 * are numbered from 2, as in {@code saga-orchestrator-2}.
 *
 * @param service which one
 * @param number from 1 to {@link #MOST}
 */
public record Replica(Service service, int number) {

    static final int MOST = 9;

    private static final Pattern NUMBERED = Pattern.compile("(.+)-([2-" + MOST + "])");

    /** The one that is always there. */
    public static Replica first(Service service) {
        return new Replica(service, 1);
    }

    /** By its name; empty if no service is called that. */
    public static Optional<Replica> of(String name) {
        var numbered = NUMBERED.matcher(name);
        return numbered.matches()
                ? Service.of(numbered.group(1))
                        .map(service -> new Replica(service, Integer.parseInt(numbered.group(2))))
                : Service.of(name).map(Replica::first);
    }

    public String name() {
        return number == 1 ? service.id() : instance();
    }

    public boolean isFirst() {
        return number == 1;
    }

    /**
     * Under which Kafka knows it again after a restart (static membership), so that it gets its partitions back at once;
     * two processes with one such name would throw each other out.
     */
    public String instance() {
        return service.id() + "-" + number;
    }
}
