package dev.tandem.eventstore.projection;

import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.RecordedEvent;
import dev.tandem.eventstore.projection.Generation.Role;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes one partition of one generation further: view and checkpoint move in the same transaction, so whatever crashes,
 * no event counts twice and none is left out. The checkpoint's lock is the right to do it, so replicas and rebuilds may
 * try at the same time.
 */
@Component
class Lane {

    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    static final int BATCH = 2000;

    /** How far a step went. */
    enum Step {
        /** As far as there was something to do. */
        ARRIVED,
        /** There is more. */
        ADVANCED,
        /** Somebody else is at it, or it shall stand still: later. */
        HINDERED,
        /** The event cannot be projected. */
        FAILED
    }

    private final Generations generations;
    private final Tables tables;
    private final LogReader reader;
    private final TransactionTemplate transaction;
    private final Faults faults;

    Lane(Generations generations, Tables tables, LogReader reader, TransactionTemplate transaction, Faults faults) {
        this.generations = generations;
        this.tables = tables;
        this.reader = reader;
        this.transaction = transaction;
        this.faults = faults;
    }

    /**
     * @param until the last position to project
     * @throws RuntimeException if it is no event's fault, as when the database is away: nothing is done, and it shall be
     *     tried again after a while
     */
    Step advance(Projection projection, Generation generation, int partition, long until) {
        try {
            return advance(projection, generation, partition, until, BATCH);
        } catch (RuntimeException e) {
            if (!isTheEventsFault(e)) {
                throw e;
            }
            return oneByOne(projection, generation, partition, until);
        }
    }

    private Step advance(Projection projection, Generation generation, int partition, long until, int batch) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var locked = generations.lockCheckpoint(projection.name(), generation.number(), partition);
            var silentUntil = locked.isEmpty() ? locked : generations.silentUntil(generation);
            if (silentUntil.isEmpty()) {
                return Step.HINDERED;
            }
            var from = locked.getAsLong();
            // What happened before the view was thought of is told to nobody; a batch lies on one side of that.
            var isSilent = generation.role() != Role.LIVE || from < silentUntil.getAsLong();
            var goal = isSilent && generation.role() == Role.LIVE ? Math.min(until, silentUntil.getAsLong()) : until;
            var events = reader.ofPartition(partition, projection.types(), from, goal, batch);
            var isAll = events.size() < batch;
            var to = isAll ? Math.max(goal, from) : events.getLast().position();
            if (!events.isEmpty()) {
                apply(projection, generation, partition, events, !isSilent);
            }
            if (to != from) {
                generations.move(projection.name(), generation.number(), partition, to);
            }
            if (!events.isEmpty()) {
                reachEnd(generation);
            }
            return to < until ? Step.ADVANCED : Step.ARRIVED;
        }));
    }

    private void apply(
            Projection projection,
            Generation generation,
            int partition,
            List<RecordedEvent> events,
            boolean withEffects) {
        faults.reach(FaultPoint.PROJECTION_BEFORE_APPLY, projection.name());
        tables.apply(projection, generation.number(), partition, events, withEffects);
        faults.reach(FaultPoint.PROJECTION_AFTER_APPLY, projection.name());
    }

    private void reachEnd(Generation generation) {
        var batch = List.of(generation.projection());
        faults.reach(FaultPoint.PROJECTION_BEFORE_COMMIT, generation.projection());
        faults.reachOnceCommitted(FaultPoint.PROJECTION_AFTER_COMMIT, batch, it -> it);
        if (generation.role() == Role.BUILDING) {
            faults.reachOnceCommitted(FaultPoint.REBUILD_AFTER_BATCH, batch, it -> it);
        }
    }

    /** Comes as far as the event that is to blame, and stops there for everybody to see: it is never passed over. */
    private Step oneByOne(Projection projection, Generation generation, int partition, long until) {
        try {
            for (var i = 0; i < BATCH; i++) {
                var step = advance(projection, generation, partition, until, 1);
                if (step != Step.ADVANCED) {
                    return step;
                }
            }
            return Step.ADVANCED;
        } catch (RuntimeException e) {
            if (!isTheEventsFault(e)) {
                throw e;
            }
            var at = generations
                    .checkpoints(projection.name(), generation.number())
                    .getOrDefault(partition, 0L);
            var culprit = reader.ofPartition(partition, projection.types(), at, until, 1);
            var position = culprit.isEmpty() ? at : culprit.getFirst().position();
            log.error("projection {} stops at event {}: {}", projection.name(), position, e.toString());
            generations.fail(projection.name(), generation.number(), position, e.toString());
            return Step.FAILED;
        }
    }

    /** What the database does not accept, or our code not digest; anything else passes by itself. */
    private static boolean isTheEventsFault(RuntimeException e) {
        return switch (e) {
            case NonTransientDataAccessResourceException _ -> false; // a connection is gone, or the server
            case NonTransientDataAccessException _ -> true;
            case DataAccessException _, TransactionException _ -> false;
            default -> true;
        };
    }
}
