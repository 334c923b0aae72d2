package dev.tandem.eventstore.projection;

import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventstore.projection.Generation.Role;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes a view anew beside the one that is read, and swaps them (guide, 'Rebuilding Projections', without stopping).
 * What is being built never gets ahead of the live view: then at the swap both stand at the same events, effects of
 * later ones are still to come, and those of earlier ones were had once.
 */
@Component
class Rebuilding {

    private final Generations generations;
    private final Tables tables;
    private final LogReader reader;
    private final Faults faults;

    Rebuilding(Generations generations, Tables tables, LogReader reader, Faults faults) {
        this.generations = generations;
        this.tables = tables;
        this.reader = reader;
        this.faults = faults;
    }

    /** At the service's start: makes what was never made. Replicas wait for each other. */
    @Transactional
    void ensure(Projection projection) {
        generations.register(projection.name());
        generations.lock(projection.name());
        if (generations.find(projection.name()).isEmpty()) {
            create(projection, 1, Role.LIVE);
        }
    }

    /** False if one is under way already. */
    @Transactional
    boolean begin(Projection projection) {
        generations.lock(projection.name());
        var existing = generations.find(projection.name());
        if (existing.stream().anyMatch(generation -> generation.role() == Role.BUILDING)) {
            return false;
        }
        existing.stream()
                .filter(generation -> generation.role() == Role.RETIRED)
                .forEach(generation -> remove(projection, generation));
        create(projection, existing.getLast().number() + 1, Role.BUILDING);
        return true;
    }

    private void create(Projection projection, int number, Role role) {
        generations.create(projection.name(), number, role);
        tables.create(projection, number);
    }

    private void remove(Projection projection, Generation generation) {
        tables.drop(projection, generation.number());
        generations.forget(projection.name(), generation.number());
    }

    /**
     * Swaps, if the rest can be caught up with while the live view stands still for a moment. Readers see the old one or
     * the new one, whole.
     *
     * @return whether it did
     */
    @Transactional
    boolean swap(Projection projection, Generation live, Generation building) {
        generations.lock(projection.name());
        var targets = generations.lockCheckpoints(projection.name(), live.number());
        var reached = generations.lockCheckpoints(projection.name(), building.number());
        for (var target : targets.entrySet()) {
            var partition = target.getKey();
            var rest = reader.ofPartition(
                    partition, projection.types(), reached.getOrDefault(partition, 0L), target.getValue(), Lane.BATCH);
            if (rest.size() == Lane.BATCH) {
                return false; // too much for a moment; whatever was applied here is done and counts
            }
            tables.apply(projection, building.number(), partition, rest, false);
            generations.move(projection.name(), building.number(), partition, target.getValue());
        }
        faults.reach(FaultPoint.REBUILD_BEFORE_SWAP, projection.name());
        generations.setRole(projection.name(), live.number(), Role.RETIRED);
        generations.setRole(projection.name(), building.number(), Role.LIVE);
        faults.reach(FaultPoint.REBUILD_BEFORE_COMMIT, projection.name());
        faults.reachOnceCommitted(FaultPoint.REBUILD_AFTER_SWAP, List.of(projection.name()), it -> it);
        return true;
    }
}
