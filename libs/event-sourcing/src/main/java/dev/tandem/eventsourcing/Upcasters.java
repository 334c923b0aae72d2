package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All steps, chained: an event of any version becomes one of the newest. Total: a chain begins at version 1 and has no
 * gap, or it is not made. Thread-safe.
 */
public final class Upcasters {

    /** For those whose events have only ever had one form. */
    public static final Upcasters NONE = new Upcasters(List.of());

    private final Map<String, List<Upcaster>> chains = new HashMap<>();

    /** @throws IllegalArgumentException if a chain has a gap or two ways on */
    public Upcasters(List<Upcaster> steps) {
        steps.forEach(step ->
                chains.computeIfAbsent(step.type(), type -> new ArrayList<>()).add(step));
        chains.forEach((type, chain) -> {
            chain.sort((one, other) -> Integer.compare(one.from(), other.from()));
            for (var i = 0; i < chain.size(); i++) {
                if (chain.get(i).from() != i + 1) {
                    throw new IllegalArgumentException(
                            "upcasters of %s must read versions 1 to %d, one each, and read %s"
                                    .formatted(
                                            type,
                                            chain.size(),
                                            chain.stream().map(Upcaster::from).toList()));
                }
            }
        });
    }

    /** The version that all events of the type are read in; 1 if nothing is known of it. */
    public int newest(String type) {
        return chains.getOrDefault(type, List.of()).size() + 1;
    }

    /** The event in its newest form; one of a version that is newer still is left alone. */
    public RecordedEvent upcast(RecordedEvent event) {
        return event.schemaVersion() >= newest(event.type())
                ? event
                : event.as(newest(event.type()), upcast(event.type(), event.schemaVersion(), event.data()));
    }

    /** The data in their newest form. */
    public JsonNode upcast(String type, int schemaVersion, JsonNode data) {
        var chain = chains.getOrDefault(type, List.of());
        if (schemaVersion > chain.size() || !(data instanceof ObjectNode object)) {
            return data;
        }
        var form = object.deepCopy();
        for (var step : chain.subList(schemaVersion - 1, chain.size())) {
            form = step.step().apply(form);
        }
        return form;
    }
}
