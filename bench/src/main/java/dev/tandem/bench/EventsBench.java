package dev.tandem.bench;

import dev.tandem.eventsourcing.GroupedAppends;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench events}. */
@Command(
        name = "events",
        description = "Appends, conflicts, loads, followers and rebuilds of the event store, on a database of its own.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class EventsBench implements Callable<Integer> {

    private static final int[] SIZES = {1, 10};

    @Option(names = "--writers", split = ",", defaultValue = "1,8,32", description = "So many at a time.")
    private List<Integer> writers = List.of();

    @Option(names = "--duration", defaultValue = "PT5S", description = "How long each figure is measured.")
    private Duration duration = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "PT10S", description = "How long before that.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--events",
            defaultValue = "200000",
            description = "Size of the log that is loaded from and rebuilt.")
    private int events;

    @Override
    public Integer call() throws Exception {
        var platform = Platform.of(Settings.fromEnvironment());
        try (var database = new EventDatabase(platform, "bench_events")) {
            EventWriter.preparePlainInserts(database.jdbc());
            appends(database);
            hotStream(database);
            database.empty();
            EventHistory.write(database.store(), events);
            new StreamLoads(database).measure();
            new CatchUp(database).measure(duration);
            try (var own = new EventDatabase(platform, "bench_event_service");
                    var service = new EventService(platform, own)) {
                new Rebuilds(service, own).measure(events);
                appendsOverHttp(database, service);
            }
        }
        return 0;
    }

    private void appends(EventDatabase database) throws InterruptedException {
        System.out.printf("%nIn the library. Baseline: the same rows, a statement and a commit each%n");
        try (var appends = new GroupedAppends(database.store())) {
            warmUp(clients(32, writer -> writer.append(appends, 1)), warmUp.dividedBy(2));
            database.empty();
            warmUp(clients(32, writer -> writer.insertPlain(database.jdbc())), warmUp.dividedBy(2));
            for (var count : writers) {
                database.empty();
                var plain = Rate.of(clients(count, writer -> writer.insertPlain(database.jdbc())), duration);
                tell(count, "a commit each", 1, plain, plain.perSecond());
                for (var size : SIZES) {
                    database.empty();
                    var grouped = Rate.of(clients(count, writer -> writer.append(appends, size)), duration);
                    tell(count, "grouped", size, grouped, plain.perSecond());
                }
            }
        }
    }

    private void appendsOverHttp(EventDatabase database, EventService service) throws InterruptedException {
        System.out.printf("%nIn the service, over HTTP%n");
        warmUp(clients(32, writer -> service.append(writer, 1)), warmUp);
        for (var count : writers) {
            database.empty();
            var plain = Rate.of(clients(count, writer -> writer.insertPlain(database.jdbc())), duration);
            for (var size : SIZES) {
                var rate = Rate.of(clients(count, writer -> service.append(writer, size)), duration);
                tell(count, "over HTTP", size, rate, plain.perSecond());
            }
        }
    }

    private void hotStream(EventDatabase database) throws InterruptedException {
        System.out.printf("%nOne stream that all append to, at the version that they saw%n");
        for (var count : writers) {
            database.empty();
            try (var appends = new GroupedAppends(database.store())) {
                var stream = new HotStream(appends);
                var rate = Rate.of(Stream.generate(stream::writer).limit(count).toList(), duration);
                System.out.printf(
                        "  %2d writers: %6.0f events a second, %.1f conflicts for each; median %.2f ms, 99 %% %.2f ms%n",
                        count,
                        rate.perSecond(),
                        stream.conflictsPerAppend(),
                        rate.times().millis(50),
                        rate.times().millis(99));
            }
        }
    }

    private interface Turn {
        void take(EventWriter writer) throws Exception;
    }

    private static List<Rate.Deed> clients(int count, Turn turn) {
        return Stream.generate(EventWriter::new)
                .limit(count)
                .<Rate.Deed>map(writer -> () -> turn.take(writer))
                .toList();
    }

    private static void warmUp(List<Rate.Deed> clients, Duration duration) throws InterruptedException {
        Rate.of(clients, duration);
    }

    private static void tell(int writers, String way, int size, Rate rate, double plain) {
        System.out.printf(
                "  %2d writers, %-13s %2d events an append: %6.0f appends, %6.0f events a second, %4.1f times the baseline; median %.2f ms, 99 %% %.2f ms%n",
                writers,
                way,
                size,
                rate.perSecond(),
                rate.perSecond() * size,
                rate.perSecond() * size / plain,
                rate.times().millis(50),
                rate.times().millis(99));
    }
}
