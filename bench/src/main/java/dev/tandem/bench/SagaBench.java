package dev.tandem.bench;

import dev.tandem.local.platform.Platform;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench saga}. */
@Command(
        name = "saga",
        description = "Drives orders through the sagas: first as many as fit, then at a fixed rate.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class SagaBench implements Callable<Integer> {

    private static final int WARM_UP_IN_FLIGHT = 500;

    @Option(names = "--coordination", split = ",", defaultValue = "saga-orchestrated", description = "Which sagas.")
    private List<String> coordinations = List.of();

    @Option(names = "--duration", defaultValue = "PT60S", description = "How long each part is measured.")
    private Duration duration = Duration.ZERO;

    @Option(names = "--warm-up", defaultValue = "PT30S", description = "How long before that the compilers may work.")
    private Duration warmUp = Duration.ZERO;

    @Option(
            names = "--in-flight",
            defaultValue = "3000",
            description = "Orders under way in the closed loop; 0 leaves it out.")
    private int inFlight;

    @Option(names = "--rate", defaultValue = "200", description = "Orders a second in the open loop; 0 leaves it out.")
    private int rate;

    @Option(names = "--compensating", defaultValue = "10", description = "Of a hundred orders, so many turn back.")
    private int compensating;

    @Option(
            names = "--floor",
            defaultValue = "PT10S",
            description =
                    "How long to do the bare inserts and updates of an order, to compare with; PT0S leaves it out.")
    private Duration floor = Duration.ZERO;

    @Override
    public Integer call() throws Exception {
        var platform = ReadyPlatform.open();
        new Preparation(platform).run();
        if (floor.isPositive()) {
            System.out.printf(
                    "floor: %.0f orders a second, bare inserts and updates on the same server%n",
                    new Floor(platform).measure(floor));
        }
        var lost = 0L;
        for (var coordination : coordinations) {
            lost += measure(platform, coordination);
        }
        return lost == 0 && new Aftermath(platform).isInOrder() ? 0 : 1;
    }

    /** Returns how many orders never ended. */
    private long measure(Platform platform, String coordination) throws SQLException, InterruptedException {
        var flights = new Flights();
        var wishes = new OrderWishes(coordination, compensating);
        try (var customers = new Customers(platform.url("order-service"), wishes, flights);
                var _ = new EndsOfOrders(platform.kafkaAddress(), flights);
                var database = platform.connect("postgres")) {
            var run = new Measurement(platform, database, customers, flights);
            run.drive("warm-up", new ClosedLoop(Math.max(inFlight, WARM_UP_IN_FLIGHT)), warmUp);
            if (inFlight > 0) {
                run.drive(coordination + ", closed loop", new ClosedLoop(inFlight), duration)
                        .print(System.out);
            }
            if (rate > 0) {
                run.drive(coordination + ", open loop", new OpenLoop(rate), duration)
                        .print(System.out);
            }
        }
        return flights.underWay();
    }
}
