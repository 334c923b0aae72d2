package dev.tandem.local;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.PartStatus;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tandem up}. */
@Command(
        name = "up",
        description = "Starts PostgreSQL, Kafka and every service, and waits until all are ready.",
        mixinStandardHelpOptions = true)
final class Up implements Callable<Integer> {

    private static final String EXAMPLE = """
            curl -s ${orders} -H 'Content-Type: application/json' -H 'Idempotency-Key: first-order' -H 'Prefer: wait=10' -d '
              {"customerId": "alice", "items": [{"sku": "book", "quantity": 2}], "payment": {"method": "wallet"},
               "shippingAddress": {"name": "Alice", "street": "Main Street 1", "city": "Berlin", "postalCode": "10115", "country": "DE"}}'
            """;

    @Mixin
    private PortOptions ports = new PortOptions();

    @Option(
            names = "--full-jit",
            description = "Both compilers in each service: slower to start, several times quicker afterwards.")
    private boolean fullJit;

    @Option(names = "--no-training", description = "Do not prepare quicker starts in the background.")
    private boolean noTraining;

    @Option(names = "--no-faults", description = "Services that cannot be made to fail on purpose, as in production.")
    private boolean noFaults;

    @Option(
            names = "--with",
            split = ",",
            paramLabel = "SERVER",
            converter = ExtraConverter.class,
            description = "More servers, for backends that are chosen by property: redis (five of them), zookeeper.")
    private Set<Extra> extras = Set.of();

    @Override
    public Integer call() {
        var begin = System.nanoTime();
        var settings = ports.applyTo(Settings.fromEnvironment())
                .withFullJit(fullJit)
                .withFaults(!noFaults)
                .withExtras(extras);
        var platform = Platform.of(noTraining ? settings.withTraining(false) : settings);
        platform.up(new Console());
        tellAddresses(platform, Duration.ofNanos(System.nanoTime() - begin));
        return 0;
    }

    private static void tellAddresses(Platform platform, Duration took) {
        System.out.printf(Locale.ROOT, "%nTandem is up after %.1f s:%n%n", took.toMillis() / 1000.0);
        for (var part : platform.status()) {
            System.out.println(line(part));
        }
        System.out.println(
                "\nPlace an order:\n\n" + EXAMPLE.replace("${orders}", platform.url("order-service") + "orders"));
        System.out.println("Next: ./tandem order --help, ./tandem scenario list, ./tandem status, ./tandem down");
    }

    private static String line(PartStatus part) {
        return String.format(Locale.ROOT, "  %-20s %s", part.name(), part.address());
    }

    /** By the names that people type. */
    private static final class ExtraConverter implements ITypeConverter<Extra> {

        @Override
        public Extra convert(String value) {
            return Extra.of(value);
        }
    }
}
