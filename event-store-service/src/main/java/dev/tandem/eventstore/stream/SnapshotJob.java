package dev.tandem.eventstore.stream;

import dev.tandem.eventsourcing.Snapshots;
import dev.tandem.eventsourcing.StreamStates;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Makes snapshots by age (guide, 'Periodic Snapshots'). Two replicas that do it at once make the same ones, which is
 * wasteful and harmless.
 */
@Component
class SnapshotJob {

    private static final Logger log = LoggerFactory.getLogger(SnapshotJob.class);

    /** A run ends some time; what is left is found by the next. */
    private static final int MOST_PER_RUN = 1000;

    private final Snapshots snapshots;
    private final StreamStates<StreamState> states;
    private final SnapshotProperties properties;

    SnapshotJob(Snapshots snapshots, StreamStates<StreamState> states, SnapshotProperties properties) {
        this.snapshots = snapshots;
        this.states = states;
        this.properties = properties;
    }

    @Scheduled(
            fixedDelayString = "${tandem.events.snapshots.interval:1h}",
            initialDelayString = "${tandem.events.snapshots.interval:1h}")
    void run() {
        try {
            snapshots
                    .streamsWithoutOneYoungerThan(properties.age(), MOST_PER_RUN)
                    .forEach(states::snapshot);
        } catch (DataAccessException | TransactionException e) {
            log.warn("snapshots by age wait for the next run: {}", e.toString());
        }
    }
}
