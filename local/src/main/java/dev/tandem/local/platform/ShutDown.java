package dev.tandem.local.platform;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;

/** Stops parts in the order in which they do not miss each other: services, Kafka, PostgreSQL. */
final class ShutDown {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whoever has not even started has no work to finish. */
    static final Duration IMPATIENCE = Duration.ofSeconds(5);

    private final Progress progress;
    private final Duration patience;

    ShutDown(Progress progress, Duration patience) {
        this.progress = progress;
        this.patience = patience;
    }

    void stop(Parts parts) {
        stopInOrder(parts.all().toList(), parts);
    }

    /** Only the chosen ones, in the order of all. */
    void stopInOrder(Collection<Part> chosen, Parts all) {
        stopTogether(chosen.stream().filter(ServiceProcess.class::isInstance).toList());
        all.infrastructure().reversed().stream().filter(chosen::contains).forEach(part -> stopTogether(List.of(part)));
    }

    void stopTogether(List<? extends Part> parts) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach(part -> threads.execute(() -> stop(part)));
        }
    }

    private void stop(Part part) {
        var begin = System.nanoTime();
        var wasThere = part.process().isAlive();
        if (wasThere) {
            progress.begins(part.name(), "stops");
        }
        part.stop(patience);
        if (wasThere) {
            progress.ends(part.name(), "stopped", Duration.ofNanos(System.nanoTime() - begin));
        }
    }
}
