package dev.tandem.eventstore.projection;

import dev.tandem.eventstore.projection.Generation.Role;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a projection is.
 *
 * @param position up to which event all partitions of the view contain everything
 * @param lag how many events of the log lie beyond that
 * @param rebuild what is made beside it; {@code null} if nothing
 * @param failure why it stands still
 */
record ProjectionView(
        String name,
        Status status,
        int generation,
        long position,
        long lag,
        @Nullable Failure failure,
        @Nullable Rebuild rebuild) {

    enum Status {
        RUNNING,
        /** Somebody wanted it to stand still. */
        PAUSED,
        /** An event could not be projected. */
        FAILED
    }

    /** @param position the event that could not be projected */
    record Failure(
            @Nullable Long position, String cause, @Nullable Instant since) {}

    /** @param progress from 0 to 1: how much of what the live view contains */
    record Rebuild(
            int generation,
            long position,
            double progress,
            @Nullable Failure failure) {}

    /** @param generations of one projection */
    static ProjectionView of(List<Generation> generations, long head) {
        var live = in(Role.LIVE, generations);
        var building = in(Role.BUILDING, generations);
        if (live == null) {
            throw new IllegalStateException("no live generation among " + generations);
        }
        var status = live.failure() != null ? Status.FAILED : live.isPaused() ? Status.PAUSED : Status.RUNNING;
        return new ProjectionView(
                live.projection(),
                status,
                live.number(),
                live.position(),
                Math.max(0, head - live.position()),
                failure(live),
                building == null ? null : rebuild(building, live));
    }

    private static @Nullable Generation in(Role role, List<Generation> generations) {
        return generations.stream()
                .filter(generation -> generation.role() == role)
                .findFirst()
                .orElse(null);
    }

    private static Rebuild rebuild(Generation building, Generation live) {
        var progress = live.position() == 0 ? 1 : Math.min(1.0, (double) building.position() / live.position());
        return new Rebuild(building.number(), building.position(), progress, failure(building));
    }

    private static @Nullable Failure failure(Generation generation) {
        var cause = generation.failure();
        return cause == null ? null : new Failure(generation.failedPosition(), cause, generation.failedAt());
    }
}
