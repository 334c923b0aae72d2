package dev.tandem.bench;

import dev.tandem.local.platform.Platform;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Puts a load on the platform and notes what came of it and what it cost. */
final class Measurement {

    private final Platform platform;
    private final Connection database;
    private final Customers customers;
    private final Flights flights;

    Measurement(Platform platform, Connection database, Customers customers, Flights flights) {
        this.platform = platform;
        this.database = database;
        this.customers = customers;
        this.flights = flights;
    }

    /** What a load did to the platform. */
    record Result(
            String name,
            double seconds,
            Percentiles times,
            long refused,
            List<Processes.Use> before,
            List<Processes.Use> after,
            DatabaseActivity activity) {

        double perSecond() {
            return times.count() / seconds;
        }

        void print(PrintStream out) {
            out.printf("%n%s: %d orders in %.1f s, %.0f a second", name, times.count(), seconds, perSecond());
            out.println(refused == 0 ? "" : ", and %d requests without an order".formatted(refused));
            out.printf(
                    "  time to the end   median %.0f ms, 90 %% %.0f, 99 %% %.0f, 99.9 %% %.0f, longest %.0f%n",
                    times.millis(50), times.millis(90), times.millis(99), times.millis(99.9), times.millis(100));
            out.printf(
                    "  database, each    %.2f commits, %.1f rows inserted, %.1f updated, %.1f deleted, %.1f KB of log, %.3f forced%n",
                    each(activity.commits()),
                    each(activity.inserted()),
                    each(activity.updated()),
                    each(activity.deleted()),
                    each(activity.walBytes()) / 1024,
                    each(activity.walSyncs()));
            var total = Duration.ZERO;
            for (var use : Processes.between(before, after)) {
                total = total.plus(use.cpu());
                out.printf("  %-17s %s, %d MB%n", use.name(), cpu(use.cpu()), use.megabytes());
            }
            out.printf("  %-17s %s%n", "together", cpu(total));
            out.flush();
        }

        private String cpu(Duration spent) {
            var millis = spent.toNanos() / 1e6;
            return "%5.3f ms CPU each, %3.0f %% of a core".formatted(millis / times.count(), millis / seconds / 10);
        }

        private double each(long count) {
            return (double) count / times.count();
        }
    }

    /** Returns when all orders have ended. */
    Result drive(String name, Load load, Duration duration) throws SQLException, InterruptedException {
        System.out.printf("%s, %d s%n", name, duration.toSeconds());
        var refused = customers.refused();
        var activity = DatabaseActivity.read(database);
        var processes = Processes.now(platform);
        var begin = System.nanoTime();
        load.run(customers, flights, duration);
        var end = System.nanoTime();
        var processesAfter = Processes.now(platform);
        var activityAfter = DatabaseActivity.read(database);
        drain();
        return new Result(
                name,
                (end - begin) / 1e9,
                flights.landedBetween(begin, end),
                customers.refused() - refused,
                processes,
                processesAfter,
                activityAfter.since(activity));
    }

    private void drain() throws InterruptedException {
        var giveUp = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (flights.underWay() > 0 && System.nanoTime() < giveUp) {
            Thread.sleep(20);
        }
        if (flights.underWay() > 0) {
            System.out.printf("  %d orders have not ended after two minutes%n", flights.underWay());
        }
    }
}
