package dev.tandem.eventstore.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One making of a view.
 *
 * @param isPaused whether somebody has paused the projection
 * @param failedPosition the event that could not be projected
 * @param failure why; while there is one, this generation stands still
 * @param position how far all of its partitions have come
 */
record Generation(
        String projection,
        int number,
        Role role,
        boolean isPaused,
        @Nullable Long failedPosition,
        @Nullable String failure,
        @Nullable Instant failedAt,
        long position) {

    enum Role {
        /** What is read. */
        LIVE,
        /** Made anew beside it; never ahead of it. */
        BUILDING,
        /** What was read before, for those who still do. */
        RETIRED
    }

    boolean isStopped() {
        return isPaused || failure != null;
    }
}
