package dev.tandem.bench.compare;

import dev.tandem.bench.Aftermath;
import dev.tandem.bench.ReadyPlatform;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code compare}. */
@Command(
        name = "compare",
        description = {
            "Places the same orders under every coordination and prints side by side what that costs, what is locked for"
                    + " how long, what a reader sees meanwhile, and what becomes of an order while a participant is down.",
            "Orders are placed one after the other by one customer; nobody else should order meanwhile."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class Compare implements Callable<Integer> {

    private static final String NOBODY = "nobody";

    @Option(
            names = "--over",
            split = ",",
            defaultValue = "saga-orchestrated,saga-choreographed,two-phase-commit,three-phase-commit",
            description = "Which coordinations; what the platform does not offer is left out, and said.")
    private List<String> over = List.of();

    @Option(
            names = "--orders",
            defaultValue = "50",
            description = "Orders of each, once to be measured and once to be watched, which slows them down.")
    private int orders;

    @Option(names = "--warm-up", defaultValue = "30", description = "Orders of each before that.")
    private int warmUp;

    @Option(
            names = "--down",
            paramLabel = "SERVICE",
            defaultValue = "shipping-service",
            description = "Who is killed in the end, and comes back; '" + NOBODY + "' leaves it out.")
    private String down = NOBODY;

    /** 1 if an order got lost, or the books do not agree afterwards. */
    @Override
    public Integer call() throws Exception {
        if (orders < 1 || warmUp < 1) {
            throw new IllegalArgumentException("--orders and --warm-up must be positive");
        }
        var platform = ReadyPlatform.open();
        if (!down.equals(NOBODY) && !platform.urls().containsKey(down)) {
            throw new IllegalArgumentException("--down knows %s and %s, not %s"
                    .formatted(String.join(", ", platform.urls().keySet()), NOBODY, down));
        }
        try (var shopper = new Shopper(platform);
                var books = new Books(platform)) {
            shopper.register();
            var lost = compare(platform, shopper, books);
            return lost == 0 && new Aftermath(platform).isInOrder() ? 0 : 1;
        }
    }

    /** Returns how many orders never ended. */
    private long compare(Platform platform, Shopper shopper, Books books)
            throws SQLException, IOException, InterruptedException {
        try (var trials = new Trials(platform, shopper, books)) {
            var offered = new ArrayList<String>();
            for (var coordination : over) {
                tell("%s: %d orders to warm up".formatted(coordination, warmUp));
                trials.warmUp(coordination, warmUp)
                        .ifPresentOrElse(
                                refusal -> tell("%s is left out: %s".formatted(coordination, refusal)),
                                () -> offered.add(coordination));
            }
            tell("what the platform does at rest, to be subtracted");
            trials.rest();
            var findings = new ArrayList<Finding>();
            for (var coordination : offered) {
                tell("%s: %d orders measured, then as many watched".formatted(coordination, orders));
                findings.add(trials.measure(coordination, orders));
            }
            Table.of(findings, orders).print(System.out);
            if (!down.equals(NOBODY)) {
                tell("%s is killed".formatted(down));
                var courses = new Outage(platform, shopper, books, down).play(offered);
                Table.of(courses).print(System.out);
            }
            return trials.underWay();
        }
    }

    private static void tell(String line) {
        System.out.println("  " + line);
        System.out.flush();
    }
}
