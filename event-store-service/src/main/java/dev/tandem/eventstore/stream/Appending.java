package dev.tandem.eventstore.stream;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.eventsourcing.Append;
import dev.tandem.eventsourcing.AppendResult;
import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.Expected;
import dev.tandem.eventsourcing.GroupedAppends;
import dev.tandem.eventsourcing.NewEvent;
import dev.tandem.eventsourcing.StreamStates;
import dev.tandem.eventstore.schema.SchemaRegistry;
import dev.tandem.eventstore.schema.SchemaViolation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Checks what clients want to append, and appends it together with what others append at the same time. */
@Component
class Appending {

    private static final Logger log = LoggerFactory.getLogger(Appending.class);

    private final GroupedAppends appends;
    private final SchemaRegistry schemas;
    private final StreamStates<StreamState> states;

    Appending(GroupedAppends appends, SchemaRegistry schemas, StreamStates<StreamState> states) {
        this.appends = appends;
        this.schemas = schemas;
        this.states = states;
    }

    /** @throws Problem if an event is not one, or not what its schema says; then none is appended */
    AppendResult append(String streamId, Expected expected, List<EventToAppend> events) throws InterruptedException {
        check(events);
        var correlationId = MDC.get("correlationId");
        List<NewEvent> complete =
                events.stream().map(event -> event.with(correlationId)).toList();
        try {
            var result = appends.append(new Append(streamId, expected, complete));
            if (result instanceof Appended appended) {
                snapshotIfDue(streamId, appended.version() - events.size(), appended.version());
            }
            return result;
        } catch (GroupedAppends.Overloaded e) {
            throw Problem.of(
                            503,
                            "overloaded",
                            "The events may have been appended or not: send the same again to find out.")
                    .retryAfter(Duration.ofSeconds(1));
        }
    }

    private void check(List<EventToAppend> events) {
        var ids = new HashSet<>();
        var violations = new ArrayList<SchemaViolation>();
        for (var i = 0; i < events.size(); i++) {
            var event = events.get(i);
            if (!event.data().isObject()) {
                throw Problem.invalid("[%d].data".formatted(i), "must be an object");
            }
            if (event.hasOddMetadata()) {
                throw Problem.invalid("[%d].metadata".formatted(i), "must be an object");
            }
            if (!ids.add(event.eventId())) {
                throw Problem.invalid("[%d].eventId".formatted(i), "comes twice");
            }
            for (var found : schemas.check(event.type(), event.version(), event.data())) {
                var field = "[%d].data%s%s".formatted(i, found.field().isEmpty() ? "" : ".", found.field());
                violations.add(new SchemaViolation(field, found.message()));
            }
        }
        if (!violations.isEmpty()) {
            var first = violations.getFirst();
            throw Problem.of(422, "schema-violation", "%s %s.".formatted(first.field(), first.message()))
                    .with("errors", violations);
        }
    }

    /** The events are committed; that a snapshot could not be made costs the next reader some time. */
    private void snapshotIfDue(String streamId, int before, int after) {
        try {
            states.appended(streamId, before, after);
        } catch (DataAccessException e) {
            log.warn("no snapshot of {} at version {}: {}", streamId, after, e.toString());
        }
    }
}
