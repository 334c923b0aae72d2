package dev.tandem.bench;

import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench idempotency}. */
@Command(
        name = "idempotency",
        description = "What it costs that a request may be repeated: on the database alone, then over HTTP.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class IdempotencyBench implements Callable<Integer> {

    private static final String DATABASE = "bench_idempotency";
    private static final String MIGRATION = "/db/migration/idempotency/V30__idempotency_record.sql";

    @Option(names = "--clients", split = ",", defaultValue = "1,8,32", description = "So many at a time.")
    private List<Integer> clients = List.of();

    @Option(names = "--duration", defaultValue = "PT5S", description = "How long each figure is measured.")
    private Duration duration = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "PT2S", description = "How long before that.")
    private Duration warmUp = Duration.ZERO;

    @Option(names = "--http", defaultValue = "true", arity = "1", description = "Whether to measure over HTTP, too.")
    private boolean http;

    @Override
    public Integer call() throws Exception {
        var platform = Platform.of(Settings.fromEnvironment());
        try (var server = platform.connect("postgres");
                var statement = server.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + DATABASE + " (FORCE)");
            statement.execute("CREATE DATABASE " + DATABASE);
            try {
                for (var count : clients) {
                    measure(platform, count);
                }
            } finally {
                statement.execute("DROP DATABASE " + DATABASE + " (FORCE)");
            }
        }
        if (http) {
            for (var count : clients) {
                measureOverHttp(platform, count);
            }
        }
        return 0;
    }

    private void measure(Platform platform, int count) throws SQLException, IOException, InterruptedException {
        Map<String, Consumer<RecordedInserts>> ways = new LinkedHashMap<>();
        ways.put("the insert alone", RecordedInserts::alone);
        ways.put("record in the same statement", RecordedInserts::inOneStatement);
        ways.put("record in the same transaction", RecordedInserts::together);
        ways.put("record ahead, under a lease", RecordedInserts::ahead);
        System.out.printf("%n%d clients, a payment each on the database%n", count);
        var base = 0.0;
        for (var way : ways.entrySet()) {
            var connections = new ArrayList<Connection>();
            try {
                emptyTables(platform);
                for (var i = 0; i < count; i++) {
                    connections.add(platform.connect(DATABASE));
                }
                var deeds = connections.stream()
                        .map(RecordedInserts::new)
                        .<Rate.Deed>map(inserts -> () -> way.getValue().accept(inserts))
                        .toList();
                base = tell(way.getKey(), deeds, base);
            } finally {
                for (var connection : connections) {
                    connection.close();
                }
            }
        }
    }

    /** The same endpoint, which takes a key and does not ask for one. */
    private void measureOverHttp(Platform platform, int count) throws InterruptedException {
        System.out.printf("%n%d clients, POST /customers over HTTP%n", count);
        try (var registrations = new Registrations(platform.url("order-service"))) {
            List<Rate.Deed> without = new ArrayList<>();
            List<Rate.Deed> with = new ArrayList<>();
            for (var i = 0; i < count; i++) {
                without.add(registrations::withoutKey);
                with.add(registrations::withKey);
            }
            var base = tell("without a key", without, 0);
            tell("with a key, in the same transaction", with, base);
        }
    }

    /** Returns what to compare with: the first of all. */
    private double tell(String way, List<Rate.Deed> deeds, double base) throws InterruptedException {
        Rate.of(deeds, warmUp);
        var rate = Rate.of(deeds, duration);
        var reference = base == 0 ? rate.perSecond() : base;
        System.out.printf(
                "  %-36s %7.0f a second, %.2f of it; median %.2f ms, 99 %% %.2f ms%n",
                way,
                rate.perSecond(),
                rate.perSecond() / reference,
                rate.times().millis(50),
                rate.times().millis(99));
        return reference;
    }

    private static void emptyTables(Platform platform) throws SQLException, IOException {
        try (var database = platform.connect(DATABASE);
                var statement = database.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS payment, idempotency_record");
            statement.execute(RecordedInserts.TABLE);
            statement.execute(migration());
        }
    }

    private static String migration() throws IOException {
        try (var file = Objects.requireNonNull(IdempotencyBench.class.getResourceAsStream(MIGRATION))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
