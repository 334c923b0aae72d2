package dev.tandem.local.platform;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Signal;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** One of the services. */
final class ServiceProcess extends Part {

    private final Service service;
    private final Home home;
    private final Ports ports;
    private final Secrets secrets;
    private final Jvms jvms;

    ServiceProcess(Service service, Home home, Ports ports, Secrets secrets, Jvms jvms) {
        super(new ManagedProcess(service.id(), home.run(), home.logs()));
        this.service = service;
        this.home = home;
        this.ports = ports;
        this.secrets = secrets;
        this.jvms = jvms;
    }

    URI url() {
        return URI.create(address());
    }

    @Override
    String address() {
        return "http://127.0.0.1:" + ports.of(service.id());
    }

    @Override
    List<String> portNames() {
        return List.of(service.id());
    }

    @Override
    void launch() {
        process()
                .launch(
                        jvms.service(service).command(service.mainClass(), List.of()),
                        it -> it.putAll(environment()),
                        home.root());
    }

    /** Whether it runs what was built last, and in the way that is asked for now. */
    boolean isUpToDate() {
        return jvms.service(service).isWhatRuns();
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
        return Map.of(
                "TANDEM_INSTANCE", service.id() + "-1",
                "SERVER_PORT", Integer.toString(ports.of(service.id())),
                "SPRING_DATASOURCE_URL", Databases.url(ports.of(Platform.POSTGRES), service.database()),
                "SPRING_DATASOURCE_USERNAME", service.database(),
                "SPRING_DATASOURCE_PASSWORD", secrets.of(service.database()),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + ports.of(Platform.KAFKA));
    }
}
