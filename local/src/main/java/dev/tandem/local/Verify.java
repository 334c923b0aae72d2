package dev.tandem.local;

import dev.tandem.local.verify.Check;
import dev.tandem.local.verify.Report;
import dev.tandem.local.verify.Verification;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tandem verify}. */
@Command(
        name = "verify",
        description =
                "Checks every invariant of every service, and those across services; ends with 1 if one is broken.",
        mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {

    private static final int TOLD_VIOLATIONS = 10;

    @Option(
            names = "--settle",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long to wait for orders in flight (${DEFAULT-VALUE}).")
    private int settle;

    @Override
    public Integer call() {
        var report = Verification.of(Tandem.platform().urls()).run(Duration.ofSeconds(settle));
        report.checks().forEach(Verify::tell);
        System.out.println("\n" + summary(report));
        return report.holds() ? 0 : 1;
    }

    private static void tell(Check check) {
        System.out.printf("  %-7s %-18s %s%n", check.holds() ? "holds" : "BROKEN", check.where(), check.name());
        check.violations().stream()
                .limit(TOLD_VIOLATIONS)
                .forEach(violation -> System.out.println("            " + violation));
        if (check.violations().size() > TOLD_VIOLATIONS) {
            System.out.println("            and " + (check.violations().size() - TOLD_VIOLATIONS) + " more");
        }
    }

    private static String summary(Report report) {
        var broken = report.checks().stream().filter(check -> !check.holds()).count();
        var verdict = broken == 0
                ? "All " + report.checks().size() + " invariants hold"
                : broken + " of " + report.checks().size() + " invariants are broken";
        var orders = " over " + report.orders() + " orders";
        return verdict
                + orders
                + (report.inFlight() == 0 ? "." : "; " + report.inFlight() + " of them are still in flight.");
    }
}
