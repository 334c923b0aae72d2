package dev.tandem.scenarios;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.RunningPlatform;
import dev.tandem.scenarios.shop.Sabotage;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Plays stories on one platform and says how each came out. */
final class Theatre {

    private final RunningPlatform platform;
    private final Options options;
    private final PrintStream out;

    Theatre(RunningPlatform platform, Options options, PrintStream out) {
        this.platform = platform;
        this.options = options;
        this.out = out;
    }

    /** What it needs and the platform does not have. */
    Set<Extra> missing(Story story) {
        var missing = new TreeSet<>(story.needs());
        missing.removeAll(platform.extras());
        return missing;
    }

    /** Whether it came out as told. */
    boolean plays(Story story) {
        try {
            play(story);
            return true;
        } catch (AssertionError | RuntimeException e) {
            tell(e);
            return false;
        }
    }

    /** What differed and in which line of the story; the frames of libraries in between help nobody. */
    private void tell(Throwable failure) {
        out.println("    FAILED: " + failure.getMessage());
        Stream.of(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("dev.tandem"))
                .forEach(frame -> out.println("        at " + frame));
        if (failure.getCause() != null) {
            out.println("      caused by " + failure.getCause());
        }
        platform.partNames().forEach(part -> out.println("    log: " + platform.whereItSpeaks(part)));
    }

    /**
     * Plays it, checks every invariant afterwards, and leaves the platform whole, whatever happened.
     *
     * @throws AssertionError if it came out otherwise than told
     */
    void play(Story story) {
        out.printf("%s: %s%n", story.name(), story.about());
        var begin = System.nanoTime();
        var parts = Set.copyOf(platform.partNames());
        var stage = new Stage(platform, options, out);
        try {
            story.play(stage);
        } catch (AssertionError | RuntimeException differed) {
            try {
                tidyUp(parts, stage);
            } catch (RuntimeException e) {
                differed.addSuppressed(e); // what went wrong first is what has to be told
            }
            throw differed;
        }
        tidyUp(parts, stage);
        Invariants.check(platform);
        out.printf("    ok after %.1f s, and every invariant holds%n", (System.nanoTime() - begin) / 1e9);
    }

    private void tidyUp(Set<String> parts, Stage stage) {
        makeWhole(parts);
        clearFaults();
        stage.restarted().forEach(service -> platform.restart(service, Map.of()));
    }

    /** A fault that was not hit would hit the next story. */
    private void clearFaults() {
        platform.urls().keySet().forEach(new Sabotage(platform::url)::clear);
    }

    /** A story that failed half-way may have left something down, and any may have brought replicas on the stage. */
    private void makeWhole(Set<String> before) {
        for (var part : platform.status()) {
            if (!before.contains(part.name())) {
                platform.stop(part.name());
                continue;
            }
            switch (part.state()) {
                case PAUSED -> platform.resume(part.name());
                case DIED, STOPPED -> platform.start(part.name());
                case READY, NOT_READY -> {}
            }
        }
    }
}
