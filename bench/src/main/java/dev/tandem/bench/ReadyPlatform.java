package dev.tandem.bench;

import dev.tandem.local.platform.PartStatus;
import dev.tandem.local.platform.PartStatus.State;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import java.time.Duration;
import java.util.List;

/** The platform that is to be measured. */
public final class ReadyPlatform {

    /** A part that is busy may miss to answer once. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private ReadyPlatform() {}

    /**
     * The running platform; says so if it runs in a way that is not worth measuring.
     *
     * @throws IllegalArgumentException if some part of it does not answer
     */
    public static Platform open() throws InterruptedException {
        var platform = Platform.of(Settings.fromEnvironment());
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        var notReady = notReady(platform);
        while (!notReady.isEmpty() && System.nanoTime() < giveUp) {
            Thread.sleep(200);
            notReady = notReady(platform);
        }
        if (!notReady.isEmpty()) {
            throw new IllegalArgumentException(
                    "not ready: %s; ./tandem up --full-jit".formatted(String.join(", ", notReady)));
        }
        if (!platform.isFullJit()) {
            System.out.println(
                    "The services run with the quick compiler only. To measure: ./tandem down, up --full-jit");
        }
        return platform;
    }

    private static List<String> notReady(Platform platform) {
        return platform.status().stream()
                .filter(part -> part.state() != State.READY)
                .map(PartStatus::name)
                .toList();
    }
}
