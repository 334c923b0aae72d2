package dev.tandem.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.platform.RunningPlatform;
import dev.tandem.local.verify.Verification;
import java.time.Duration;

/** What must be true of the whole platform, whatever crashed: the same as {@code ./tandem verify}. */
final class Invariants {

    /** Orders that others placed, or that nobody heard the acceptance of, need a while to end. */
    private static final Duration SETTLE = Duration.ofMinutes(1);

    private Invariants() {}

    static void check(RunningPlatform platform) {
        var report = Verification.of(platform.urls()).run(SETTLE);
        assertThat(report.violations()).as("broken invariants").isEmpty();
        assertThat(report.inFlight()).as("orders that never end").isZero();
    }
}
