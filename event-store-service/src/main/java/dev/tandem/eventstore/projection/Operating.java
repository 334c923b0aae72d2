package dev.tandem.eventstore.projection;

import dev.tandem.eventsourcing.LogReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What an operator sees of projections and can do about them. */
@Component
class Operating {

    private final List<Projection> projections;
    private final Generations generations;
    private final Rebuilding rebuilding;
    private final LogReader reader;

    Operating(List<Projection> projections, Generations generations, Rebuilding rebuilding, LogReader reader) {
        this.projections = projections;
        this.generations = generations;
        this.rebuilding = rebuilding;
        this.reader = reader;
    }

    List<ProjectionView> all() {
        var head = reader.head();
        return generations.find(null).stream()
                .collect(Collectors.groupingBy(Generation::projection, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(of -> ProjectionView.of(of, head))
                .toList();
    }

    Optional<Projection> find(String name) {
        return projections.stream()
                .filter(projection -> projection.name().equals(name))
                .findFirst();
    }

    ProjectionView look(Projection projection) {
        return ProjectionView.of(generations.find(projection.name()), reader.head());
    }

    /** False if one is under way already. */
    boolean rebuild(Projection projection) {
        return rebuilding.begin(projection);
    }

    void pause(Projection projection) {
        generations.pause(projection.name(), true);
    }

    /** Goes on, also where an event could not be projected: it is tried again, and never passed over. */
    void resume(Projection projection) {
        generations.pause(projection.name(), false);
        generations.forgive(projection.name());
    }
}
