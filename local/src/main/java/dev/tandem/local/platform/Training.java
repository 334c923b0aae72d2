package dev.tandem.local.platform;

import dev.tandem.local.process.ManagedProcess;
import dev.tandem.local.process.Poll;
import dev.tandem.local.process.Signal;
import dev.tandem.local.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the ahead-of-time caches that later starts use. It runs in the background of a first start, in a process of its
 * own, and on servers of its own: the platform that somebody is just trying out takes no part and no harm.
 */
public final class Training {

    static final String NAME = "training";
    private static final String ALL_SERVICES = "dev.tandem.local.services.AllServices";
    private static final String ALL_SERVICES_PROCESS = "all-services";
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Home home;
    private final Ports ports = Ports.free();
    private final Secrets secrets;
    private final Jvms jvms;
    private final ManagedProcess allServices;

    private Training(Settings settings, Home home) {
        this.home = home;
        this.secrets = Secrets.in(home.secrets());
        this.jvms = new Jvms(settings, home, false, false);
        this.allServices = new ManagedProcess(ALL_SERVICES_PROCESS, home.run(), home.logs());
    }

    /** Begins if there is something to train, and it is not being trained already. */
    static void inBackground(Settings settings, Home home, Progress progress) {
        var jvms = new Jvms(settings, home, false, false);
        var process = process(home);
        if (!settings.training() || isDone(jvms) || process.isAlive()) {
            return;
        }
        var command = new ArrayList<String>();
        if (Tools.isInstalled("nice")) {
            command.addAll(List.of("nice", "-n", "15"));
        }
        command.addAll(List.of(Jvm.program().toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-D" + Jvms.LAUNCHER_CLASS_PATH + "=" + Jvms.launcherClassPath());
        command.addAll(List.of("-cp", jvms.copiedLauncher().asOption(), Training.class.getName()));
        process.launch(command, environment -> {}, home.root());
        progress.note("Preparing quicker starts in the background (a minute or two; ./tandem logs training).");
    }

    static void cancel(Home home) {
        if (process(home).isAlive()) {
            process(home).stop(Signal.TERM, Duration.ofSeconds(20));
            endServers(home.forTraining());
        }
    }

    static ManagedProcess process(Home home) {
        return new ManagedProcess(NAME, home.run(), home.logs());
    }

    /** The process in the background. */
    public static void main(String[] arguments) {
        var settings = Settings.fromEnvironment();
        var home = Home.of(settings).forTraining();
        var training = new Training(settings, home);
        PlatformLock.holding(home.lock(), Progress.SILENT, () -> {
            if (!isDone(training.jvms)) {
                Runtime.getRuntime().addShutdownHook(new Thread(training::cleanUpAtTheEnd));
                training.run();
            }
        });
    }

    private static boolean isDone(Jvms jvms) {
        return Stream.of(jvms.launcherCache(), jvms.brokerCache(), jvms.servicesCache())
                .allMatch(AotCache::isTrained);
    }

    private void run() {
        cleanUp(); // what a killed predecessor left
        Folders.createParentOf(jvms.servicesCache().file());
        if (!jvms.launcherCache().isTrained()) {
            trainLauncher();
        }
        if (!jvms.brokerCache().isTrained() || !jvms.servicesCache().isTrained()) {
            trainServers();
        }
    }

    /** By a command that asks everybody something, on the platform that has just come up. */
    private void trainLauncher() {
        var command = new ArrayList<>(List.of(Jvm.program().toString()));
        command.addAll(jvms.launcherCache().train());
        command.addAll(AotCache.RELEVANT_OPTIONS);
        command.addAll(Jvm.QUIET);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("-cp", Jvms.launcherClassPath(), "dev.tandem.local.Tandem", "status"));
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
            jvms.launcherCache().publish();
            jvms.launcherCache().linkAs("launcher.aot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void trainServers() {
        var kafka = new KafkaBroker(home, ports, jvms::brokerInTraining);
        new PostgresServer(home, secrets, ports.of(Platform.POSTGRES)).start(PATIENCE);
        kafka.start(PATIENCE);
        startServices();
        Rehearsal.play(ports);
        allServices.stop(Signal.TERM, PATIENCE); // the cache is written when the JVM ends
        jvms.servicesCache().publish();
        kafka.stop(PATIENCE);
        jvms.brokerCache().publish();
    }

    private void startServices() {
        var arguments = Arrays.stream(Service.values()).flatMap(this::arguments).toList();
        var command = jvms.allServicesInTraining().command(ALL_SERVICES, arguments);
        allServices.launch(command, environment -> environment.putAll(credentials()), home.root());
        var all = Arrays.stream(Service.values()).map(this::readiness).toList();
        Poll.until(PATIENCE, () -> all.stream().allMatch(Http::answersOk) || !allServices.isAlive());
        if (!allServices.isAlive()) {
            throw StartFailed.died(allServices.name(), allServices.log(), allServices.lastWords(20));
        }
    }

    private URI readiness(Service service) {
        return URI.create("http://127.0.0.1:" + ports.of(service.id()) + "/actuator/health/readiness");
    }

    private Stream<String> arguments(Service service) {
        return Stream.of(
                service.mainClass(),
                "--spring.config.name=" + service.id(),
                "--server.port=" + ports.of(service.id()),
                "--spring.datasource.url=" + Databases.url(ports.of(Platform.POSTGRES), service.database()),
                "--tandem.instance=" + service.id() + "-training");
    }

    /** One role for all, because they share an environment; and not by arguments, which everybody can read. */
    private Map<String, String> credentials() {
        return Map.of(
                "SPRING_DATASOURCE_USERNAME",
                PostgresServer.SUPERUSER,
                "SPRING_DATASOURCE_PASSWORD",
                secrets.of(PostgresServer.SUPERUSER),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:" + ports.of(Platform.KAFKA));
    }

    /** Also runs when the training is told to end; what is still being written then is left to the next one. */
    private void cleanUpAtTheEnd() {
        try {
            cleanUp();
        } catch (UncheckedIOException e) {
            System.out.println(e.getMessage());
        }
    }

    private void cleanUp() {
        endServers(home);
        Folders.delete(home.root().resolve("data"));
        Folders.deleteFiles(jvms.servicesCache().file().resolveSibling("."), "*.draft*");
    }

    private static void endServers(Home home) {
        for (var name : List.of(ALL_SERVICES_PROCESS, Platform.KAFKA, Platform.POSTGRES)) {
            new ManagedProcess(name, home.run(), home.logs()).signal(Signal.KILL);
        }
    }
}
