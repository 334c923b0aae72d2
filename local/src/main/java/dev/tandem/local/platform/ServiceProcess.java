package dev.tandem.local.platform;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Signal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** One of the services, or a replica beside it. */
final class ServiceProcess extends Part {

    private final Replica replica;
    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Jvms jvms;

    ServiceProcess(Replica replica, Home home, Ports ports, Secrets secrets, Jvms jvms) {
        super(new ManagedProcess(replica.name(), home.run(), home.logs()));
        this.replica = replica;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.jvms = jvms;
    }

    boolean isFirst() {
        return replica.isFirst();
    }

    URI url() {
        return URI.create(address());
    }

    @Override
    String address() {
        return "http://127.0.0.1:" + ports.of(replica.name());
    }

    @Override
    List<String> portNames() {
        return List.of(replica.name());
    }

    @Override
    void launch() {
        launch(Map.of());
    }

    /** @param settings environment variables beside the usual ones */
    void launch(Map<String, String> settings) {
        process()
                .launch(
                        jvms.service(replica).command(replica.service().mainClass(), List.of()),
                        it -> {
                            it.putAll(environment());
                            it.putAll(settings);
                        },
                        home.root());
    }

    /** Whether it runs what was built last, and in the way that is asked for now. */
    boolean isUpToDate() {
        return jvms.service(replica).isWhatRuns();
    }

    @Override
    boolean isReady() {
        return Http.answersOk(url().resolve("/actuator/health/readiness"));
    }

    @Override
    Signal politeEnd() {
        return Signal.TERM;
    }

    /** By the environment and not by arguments, which everybody on the machine can read. */
    private Map<String, String> environment() {
        var database = replica.service().database();
        var environment = new HashMap<>(Map.of(
                "TANDEM_INSTANCE", replica.instance(),
                "SERVER_PORT", Integer.toString(ports.of(replica.name())),
                "SPRING_DATASOURCE_URL", Databases.url(ports.of(Platform.POSTGRES), database),
                "SPRING_DATASOURCE_USERNAME", database,
                "SPRING_DATASOURCE_PASSWORD", secrets.of(database),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of(Platform.KAFKA),
                "TANDEM_LOCKS_POSTGRES_URL", "http://127.0.0.1:" + ports.of(Service.LOCK.id()),
                "TANDEM_LOCKS_REDLOCK_SERVERS", addresses(Extra.REDIS),
                "TANDEM_LOCKS_ZOOKEEPER_SERVERS", addresses(Extra.ZOOKEEPER)));
        for (var service : Service.values()) {
            environment.put(addressVariable(service), "http://127.0.0.1:" + ports.of(service.id()));
        }
        return environment;
    }

    /** As {@code TANDEM_URL_PAYMENT_SERVICE}: where a service listens, for those that call it. */
    private static String addressVariable(Service service) {
        return "TANDEM_URL_" + service.id().replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** Where they are if somebody has started them. */
    private String addresses(Extra servers) {
        return servers.parts().stream()
                .map(part -> "127.0.0.1:" + ports.of(part))
                .collect(Collectors.joining(","));
    }
}
