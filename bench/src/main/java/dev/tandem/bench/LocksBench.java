package dev.tandem.bench;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.postgres.LockServiceBackend;
import dev.tandem.locks.redlock.RedlockBackend;
import dev.tandem.locks.zookeeper.ZooKeeperBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench locks}. */
@Command(
        name = "locks",
        description = "Takes locks that nobody else wants, then one that everybody wants.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class LocksBench implements Callable<Integer> {

    /** Longer than in production, because clients and servers share the processors here. */
    private static final Duration VOTE = Duration.ofSeconds(1);

    private static final Duration SESSION = Duration.ofSeconds(30);

    @Option(
            names = "--over",
            split = ",",
            defaultValue = "core,http",
            description = "core: the lock service's tables, in this process; http: the lock service; redlock, zookeeper"
                    + " (which wait for up --with redis,zookeeper), postgres-advisory.")
    private List<String> over = List.of();

    @Option(names = "--clients", split = ",", defaultValue = "1,8,32", description = "Clients with keys of their own.")
    private List<Integer> clients = List.of();

    @Option(names = "--waiters", split = ",", defaultValue = "16,64", description = "Clients who want the same key.")
    private List<Integer> waiters = List.of();

    @Option(names = "--duration", defaultValue = "PT10S", description = "How long each part is measured.")
    private Duration duration = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "PT10S", description = "How long before that the compilers may work.")
    private Duration warmUp = Duration.ZERO;

    private long broken;

    @Override
    public Integer call() throws Exception {
        var platform = Platform.of(Settings.fromEnvironment());
        for (var way : over) {
            switch (way) {
                case "core" -> {
                    try (var backend = new CoreBackend(platform)) {
                        measure(platform, way, backend);
                    }
                }
                case "http" -> {
                    try (var backend = new LockServiceBackend(platform.url("lock-service"), Duration.ofSeconds(10))) {
                        measure(platform, way, backend);
                    }
                }
                case "redlock" -> {
                    try (var backend = new RedlockBackend(addresses(platform, Extra.REDIS), VOTE)) {
                        measure(platform, way, backend);
                    }
                }
                case "zookeeper" -> {
                    var server = addresses(platform, Extra.ZOOKEEPER).getFirst();
                    try (var backend = new ZooKeeperBackend(server, SESSION)) {
                        measure(platform, way, backend);
                    }
                }
                case "postgres-advisory" -> {
                    try (var database = AdvisoryDatabase.create(platform)) {
                        measure(platform, way, database.backend());
                    }
                }
                default ->
                    throw new IllegalArgumentException(
                            "--over knows core, http, redlock, zookeeper and postgres-advisory, not " + way);
            }
        }
        return broken == 0 ? 0 : 1;
    }

    private static List<String> addresses(Platform platform, Extra servers) {
        if (!platform.extras().contains(servers)) {
            throw new IllegalArgumentException("there is no %1$s: ./tandem up --with %1$s".formatted(servers.id()));
        }
        return servers.parts().stream().map(platform::address).toList();
    }

    private void measure(Platform platform, String way, LockBackend backend) throws Exception {
        System.out.printf("%s: warm-up, %d s%n", way, warmUp.toSeconds());
        new Pairs(backend, 32).measure(warmUp.dividedBy(2));
        new HandOffs(backend, 16).measure(warmUp.dividedBy(2));
        for (var count : clients) {
            var before = Processes.now(platform);
            var result = new Pairs(backend, count).measure(duration);
            System.out.printf(
                    "%s, %2d clients, keys of their own: %6.0f pairs a second; a pair takes median %.2f ms, 99 %% %.2f, 99.9 %% %.2f%n",
                    way,
                    count,
                    result.perSecond(),
                    result.times().millis(50),
                    result.times().millis(99),
                    result.times().millis(99.9));
            tellProcessorTime(
                    "a pair", before, Processes.now(platform), result.times().count());
        }
        for (var count : waiters) {
            var before = Processes.now(platform);
            var result = new HandOffs(backend, count).measure(duration);
            broken += result.stale();
            System.out.printf(
                    "%s, %2d clients, one key: %6.0f hand-offs a second; a hand-off takes median %.2f ms, 99 %% %.2f; a wait median %.1f ms, longest %.1f, %.1f medians%s%n",
                    way,
                    count,
                    result.perSecond(),
                    result.gaps().millis(50),
                    result.gaps().millis(99),
                    result.waits().millis(50),
                    result.waits().millis(100),
                    result.unfairness(),
                    result.stale() == 0 ? "" : "; TOKENS THAT DID NOT RISE: " + result.stale());
            tellProcessorTime(
                    "a hand-off", before, Processes.now(platform), result.gaps().count());
        }
    }

    /** Of the parts that did something: more than a hundredth of a core. */
    private void tellProcessorTime(String what, List<Processes.Use> before, List<Processes.Use> after, int count) {
        var parts = Processes.between(before, after).stream()
                .filter(use -> use.cpu().toNanos() > duration.toNanos() / 100)
                .map(use -> "%s %.0f".formatted(use.name(), use.cpu().toNanos() / 1e3 / count))
                .collect(Collectors.joining(", "));
        System.out.printf("  processor time %s, in us: %s%n", what, parts);
    }
}
