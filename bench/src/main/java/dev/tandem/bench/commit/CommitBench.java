package dev.tandem.bench.commit;

import dev.tandem.bench.Aftermath;
import dev.tandem.bench.Preparation;
import dev.tandem.bench.Rate;
import dev.tandem.bench.ReadyPlatform;
import dev.tandem.local.platform.Platform;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench commit}. */
@Command(
        name = "commit",
        description = "Commits orders over four services at once, and over their databases alone to compare with.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class CommitBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(
            names = "--protocols",
            split = ",",
            defaultValue = "two-phase-commit,three-phase-commit",
            description = "Which; what the platform does not offer is left out, and said.")
    private List<String> protocols = List.of();

    @Option(
            names = "--over",
            split = ",",
            defaultValue = "raw,transactions,orders",
            description =
                    "raw: PREPARE TRANSACTION and COMMIT PREPARED by this process; transactions: POST /transactions;"
                            + " orders: POST /orders.")
    private List<String> over = List.of();

    @Option(names = "--clients", split = ",", defaultValue = "1,8,32", description = "So many at a time.")
    private List<Integer> clients = List.of();

    @Option(names = "--duration", defaultValue = "PT10S", description = "How long each is measured.")
    private Duration duration = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "PT20S", description = "How long before that the compilers may work.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--sku",
            description = "Everybody orders this one, and waits for its shelf; by default there are two hundred.")
    private String sku = "";

    /** By number of clients, what the databases alone can do. */
    private final Map<Integer, Double> raw = new HashMap<>();

    /** What one client does, given the number of what it does. */
    private interface Kind {
        void carryOut(long number) throws Exception;
    }

    /** 1 if something is left in doubt, or the books do not agree. */
    @Override
    public Integer call() throws Exception {
        var platform = ReadyPlatform.open();
        new Preparation(platform).run();
        try (var _ = new Shelves(platform)) {
            if (over.contains("raw")) {
                try (var databases = new RawCommit(platform)) {
                    measure("raw", databases::carryOut, () -> "");
                }
            }
            for (var protocol : protocols) {
                try (var requests = new Requests(platform, protocol)) {
                    measure(requests, protocol);
                } catch (IllegalArgumentException e) {
                    System.out.printf("%s is left out: %s%n", protocol, e.getMessage());
                }
            }
        }
        return nothingIsInDoubt(platform) && new Aftermath(platform).isInOrder() ? 0 : 1;
    }

    private void measure(Requests requests, String protocol) throws Exception {
        if (over.contains("transactions")) {
            requests.transaction(0, article(0)); // refused at once, if it is
            measure(protocol + ", transactions", n -> requests.transaction(n, article(n)), requests::failures);
        }
        if (over.contains("orders")) {
            requests.order(0, article(0));
            measure(protocol + ", orders", n -> requests.order(n, article(n)), requests::failures);
        }
    }

    private String article(long number) {
        return sku.isEmpty() ? Shelves.sku(number) : sku;
    }

    private void measure(String name, Kind kind, Supplier<String> failures) throws Exception {
        run(kind, 8, warmUp);
        System.out.printf("%s: warmed up for %d s%s%n", name, warmUp.toSeconds(), failures.get());
        for (var count : clients) {
            var rate = run(kind, count, duration);
            System.out.printf(
                    "%s, %2d clients: %6.0f transactions a second; median %.1f ms, 90 %% %.1f, 99 %% %.1f, 99.9 %% %.1f%s%s%n",
                    name,
                    count,
                    rate.perSecond(),
                    rate.times().millis(50),
                    rate.times().millis(90),
                    rate.times().millis(99),
                    rate.times().millis(99.9),
                    share(name, count, rate.perSecond()),
                    failures.get());
            System.out.flush();
        }
    }

    private static Rate run(Kind kind, int count, Duration duration) throws InterruptedException {
        var next = new AtomicLong();
        return Rate.of(
                IntStream.range(0, count)
                        .<Rate.Deed>mapToObj(_ -> () -> kind.carryOut(next.getAndIncrement()))
                        .toList(),
                duration);
    }

    private String share(String name, int count, double perSecond) {
        if (name.equals("raw")) {
            raw.put(count, perSecond);
            return "";
        }
        var floor = raw.get(count);
        return floor == null ? "" : "; %.0f %% of raw".formatted(perSecond / floor * 100);
    }

    private static boolean nothingIsInDoubt(Platform platform) throws SQLException, InterruptedException {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        var left = prepared(platform);
        while (left > 0 && System.nanoTime() < giveUp) {
            Thread.sleep(100);
            left = prepared(platform);
        }
        System.out.println(
                left == 0 ? "nothing is prepared any more" : "BROKEN: %d are still prepared".formatted(left));
        return left == 0;
    }

    private static long prepared(Platform platform) throws SQLException {
        try (var server = platform.connect("postgres");
                var statement = server.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM pg_prepared_xacts")) {
            row.next();
            return row.getLong(1);
        }
    }
}
