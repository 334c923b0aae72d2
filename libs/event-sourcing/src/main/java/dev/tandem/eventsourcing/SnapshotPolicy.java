package dev.tandem.eventsourcing;

import java.util.Arrays;

/**
 * When a snapshot is worth its making (guide, 'Snapshot Creation Strategies'). The fourth strategy, by age, is not asked
 * at an occasion but makes one: a job goes through {@link Snapshots#streamsWithoutOneYoungerThan}.
 */
@FunctionalInterface
public interface SnapshotPolicy {

    /** What gives reason to ask. */
    sealed interface Occasion {

        /** A stream has grown from one version to another, perhaps by many events at once. */
        record Appended(int before, int after) implements Occasion {}

        /** A stream was loaded, and so many events had to be replayed. */
        record Loaded(int replayed) implements Occasion {}
    }

    boolean isDue(Occasion occasion);

    /**
     * After every so many events. A batch that jumps over the multiple counts as one that hits it, which
     * {@code version % events == 0} would miss.
     */
    static SnapshotPolicy every(int events) {
        return occasion ->
                occasion instanceof Occasion.Appended(int before, int after) && after / events > before / events;
    }

    /** On loading, if more than so many events had to be replayed. */
    static SnapshotPolicy onLoadOf(int events) {
        return occasion -> occasion instanceof Occasion.Loaded(int replayed) && replayed > events;
    }

    /** Whichever comes first. */
    static SnapshotPolicy anyOf(SnapshotPolicy... policies) {
        return occasion -> Arrays.stream(policies).anyMatch(policy -> policy.isDue(occasion));
    }

    /** Only when somebody asks for one. */
    static SnapshotPolicy never() {
        return occasion -> false;
    }
}
