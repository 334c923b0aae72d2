package dev.tandem.eventstore.stream;

import dev.tandem.eventsourcing.Snapshots;
import dev.tandem.eventsourcing.StreamStates;
import dev.tandem.locks.job.Fence;
import dev.tandem.locks.job.OneReplica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes snapshots by age (guide, 'Periodic Snapshots'), on one replica at a time. Two that did it at once would make the
 * same ones, which is wasteful and harmless.
 */
@Component
class SnapshotJob {

    private static final Logger log = LoggerFactory.getLogger(SnapshotJob.class);

    /** A run ends some time; what is left is found by the next. */
    private static final int MOST_PER_RUN = 1000;

    private final Snapshots snapshots;
    private final StreamStates<StreamState> states;
    private final SnapshotProperties properties;
    private final OneReplica oneReplica;
    private final TransactionOperations transaction;

    SnapshotJob(
            Snapshots snapshots,
            StreamStates<StreamState> states,
            SnapshotProperties properties,
            OneReplica oneReplica,
            TransactionOperations transaction) {
        this.snapshots = snapshots;
        this.states = states;
        this.properties = properties;
        this.oneReplica = oneReplica;
        this.transaction = transaction;
    }

    @Scheduled(
            fixedDelayString = "${tandem.events.snapshots.interval:1h}",
            initialDelayString = "${tandem.events.snapshots.interval:1h}")
    void run() {
        try {
            oneReplica.run("snapshots-by-age", this::makeSome);
        } catch (DataAccessException | TransactionException e) {
            log.warn("snapshots by age wait for the next run: {}", e.toString());
        }
    }

    private void makeSome(Fence fence) {
        for (var stream : snapshots.streamsWithoutOneYoungerThan(properties.age(), MOST_PER_RUN)) {
            if (!isMade(stream, fence)) {
                return; // another replica has taken over
            }
        }
    }

    private boolean isMade(String stream, Fence fence) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            if (!fence.admits()) {
                return false;
            }
            states.snapshot(stream);
            return true;
        }));
    }
}
