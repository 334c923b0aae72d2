package dev.tandem.local.platform;

import dev.tandem.local.process.Signal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The whole platform on this machine: PostgreSQL, Kafka and every service as a process. It outlives the JVM that
 * started it; another JVM finds it again by the files in its home folder. A replica of a service is another process on the
 * same database and topics, with a port of its own.
 */
public final class Platform implements RunningPlatform {

    public static final String POSTGRES = "postgres";
    public static final String KAFKA = "kafka";
    public static final String ZOOKEEPER = "zookeeper";

    /** Long enough for a first start on a busy laptop. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Settings settings;
    private final Home home;
    private RunFile run;
    private Parts parts;

    private Platform(Settings settings) {
        this.settings = settings;
        this.home = Home.of(settings);
        this.run = RunFile.read(home.runFile()).orElseGet(() -> RunFile.of(settings));
        this.parts = Parts.of(settings, run);
    }

    public static Platform of(Settings settings) {
        return new Platform(settings);
    }

    /** Starts what does not run, restarts what runs older code, and returns when all of it is ready. */
    public void up(Progress progress) {
        PlatformLock.holding(home.lock(), progress, () -> {
            decideHowToRun();
            var startUp = new StartUp(parts, run.ports(), PATIENCE, progress);
            startUp.prepare();
            run.write(home.runFile());
            startUp.run();
        });
        Training.inBackground(settings, home, progress);
    }

    /** Stops everything in order; data stays. */
    public void down(Progress progress) {
        Training.cancel(home);
        PlatformLock.holding(home.lock(), progress, () -> {
            new ShutDown(progress, ShutDown.PATIENCE).stop(parts);
            Folders.delete(home.runFile());
        });
    }

    /** Stops everything and forgets all data and passwords; what was built or trained stays. */
    public void reset(Progress progress) {
        down(progress);
        for (var forgotten : List.of("data", "logs", "run", "secrets.properties")) {
            Folders.delete(home.root().resolve(forgotten));
        }
    }

    /**
     * Starts one part, or a replica of a service, if it does not run, and returns when it is ready. Only its launch is done
     * alone, so several that died come back side by side.
     */
    @Override
    public void start(String part) {
        var wanted = parts.named(part);
        PlatformLock.holding(home.lock(), Progress.SILENT, () -> {
            if (!wanted.process().isAlive()) {
                Parts.refuseTakenPorts(List.of(wanted), run.ports());
                run.write(home.runFile());
                wanted.launch();
            }
        });
        wanted.awaitReady(PATIENCE);
        wanted.prepareForUse();
    }

    @Override
    public void restart(String service, Map<String, String> settings) {
        stop(service);
        var process = parts.service(service);
        PlatformLock.holding(home.lock(), Progress.SILENT, () -> process.launch(settings));
        process.awaitReady(PATIENCE);
    }

    @Override
    public void stop(String part) {
        parts.existing(part).stop(ShutDown.PATIENCE);
    }

    @Override
    public void kill(String part) {
        parts.existing(part).process().signal(Signal.KILL);
    }

    @Override
    public void pause(String part) {
        parts.existing(part).process().signal(Signal.STOP);
    }

    @Override
    public void resume(String part) {
        parts.existing(part).process().signal(Signal.CONT);
    }

    /** Whether the part answers at this moment. */
    public boolean isReady(String part) {
        return parts.existing(part).isReady();
    }

    /** Returns when the part answers; it must have been started. */
    public void awaitReady(String part, Duration patience) {
        parts.existing(part).awaitReady(patience);
    }

    @Override
    public List<PartStatus> status() {
        return parts.all().parallel().map(Part::status).toList();
    }

    @Override
    public URI url(String service) {
        return URI.create(parts.named(service).address() + "/");
    }

    @Override
    public Map<String, URI> urls() {
        var urls = new TreeMap<String, URI>();
        parts.services().forEach(service -> urls.put(service.name(), service.url()));
        return urls;
    }

    @Override
    public List<String> partNames() {
        return parts.all().map(Part::name).toList();
    }

    /** Where a part's output goes. */
    public Path log(String part) {
        if (part.equals(Training.NAME)) {
            return Training.process(home).log();
        }
        return parts.named(part).process().log();
    }

    /** Whether the services run with both compilers, as they should while somebody measures. */
    public boolean isFullJit() {
        return run.fullJit();
    }

    @Override
    public DatabaseLogin login(String database) {
        var password = Secrets.in(home.secrets()).of(PostgresServer.SUPERUSER);
        return new DatabaseLogin(Databases.url(run.ports().of(POSTGRES), database), PostgresServer.SUPERUSER, password);
    }

    @Override
    public Set<Extra> extras() {
        return run.extras();
    }

    @Override
    public String address(String part) {
        return parts.named(part).address();
    }

    @Override
    public String addressWithin(String server) {
        return address(server);
    }

    @Override
    public String whereItSpeaks(String part) {
        return log(part).toString();
    }

    /** What runs decides; only a platform at rest can be given other ports. */
    private void decideHowToRun() {
        if (!parts.anyAlive()) {
            run = RunFile.of(settings);
            parts = Parts.of(settings, run);
        } else if (!settings.ports().equals(run.ports()) && !settings.ports().equals(Ports.defaults())) {
            throw new StartFailed("The platform runs on other ports. To move it: ./tandem down, then up again.");
        } else if (!run.extras().containsAll(settings.extras())) {
            run = run.plus(settings.extras());
            parts = Parts.of(settings, run);
        }
    }
}
