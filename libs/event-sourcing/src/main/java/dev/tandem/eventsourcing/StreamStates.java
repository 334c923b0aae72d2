package dev.tandem.eventsourcing;

import dev.tandem.eventsourcing.SnapshotPolicy.Occasion;
import java.time.Instant;

/**
 * States of streams: the newest usable snapshot, and what happened since. Thread-safe.
 *
 * @param <S> the state
 */
public final class StreamStates<S> {

    /** Events are replayed in chunks, so that a stream of a million needs no memory for a million. */
    private static final int CHUNK = 1000;

    private final LogReader reader;
    private final Snapshots snapshots;
    private final Fold<S> fold;
    private final SnapshotPolicy policy;
    private final int keep;

    /**
     * A state and where it came from.
     *
     * @param version the last event that it contains, 0 if there is none
     * @param snapshotVersion what it started from, 0 if that was nothing
     */
    public record Loaded<S>(S state, int version, int snapshotVersion) {

        int replayed() {
            return version - snapshotVersion;
        }
    }

    /** @param keep how many snapshots of a stream to keep */
    public StreamStates(LogReader reader, Snapshots snapshots, Fold<S> fold, SnapshotPolicy policy, int keep) {
        this.reader = reader;
        this.snapshots = snapshots;
        this.fold = fold;
        this.policy = policy;
        this.keep = keep;
    }

    /** As it is now. */
    public Loaded<S> load(String streamId) {
        var loaded = at(streamId, reader.version(streamId));
        if (policy.isDue(new Occasion.Loaded(loaded.replayed()))) {
            save(streamId, loaded);
        }
        return loaded;
    }

    /** As it was right after a version; of one that the stream does not have yet, as it is now. */
    public Loaded<S> at(String streamId, int version) {
        var snapshot =
                snapshots.newest(streamId, version, fold.stateVersion()).filter(found -> found.version() <= version);
        var state = snapshot.map(found -> EventJson.read(found.state(), fold.state()))
                .orElse(fold.initial());
        var start = snapshot.map(Snapshot::version).orElse(0);
        return replay(streamId, new Loaded<>(state, start, start), version);
    }

    /** As it was at a time. */
    public Loaded<S> asOf(String streamId, Instant time) {
        return at(streamId, reader.versionAsOf(streamId, time));
    }

    private Loaded<S> replay(String streamId, Loaded<S> from, int until) {
        var state = from.state();
        var version = from.version();
        while (version < until) {
            var chunk = reader.forward(streamId, version + 1, Math.min(CHUNK, until - version));
            if (chunk.isEmpty()) {
                break;
            }
            for (var event : chunk) {
                state = fold.evolve().apply(state, event);
            }
            version = chunk.getLast().version();
        }
        return new Loaded<>(state, version, from.snapshotVersion());
    }

    /** To be told after an append, so that a snapshot can be made if it is time for one. */
    public void appended(String streamId, int before, int after) {
        if (policy.isDue(new Occasion.Appended(before, after))) {
            save(streamId, at(streamId, after));
        }
    }

    /** Makes a snapshot now; of a stream without events there is none to make, and the version is 0. */
    public int snapshot(String streamId) {
        var loaded = at(streamId, reader.version(streamId));
        if (loaded.replayed() > 0) {
            save(streamId, loaded);
        }
        return loaded.version();
    }

    private void save(String streamId, Loaded<S> loaded) {
        snapshots.save(streamId, loaded.version(), fold.stateVersion(), EventJson.tree(loaded.state()), keep);
    }
}
