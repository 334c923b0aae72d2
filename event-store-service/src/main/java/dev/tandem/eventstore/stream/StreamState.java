package dev.tandem.eventstore.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.eventsourcing.Fold;
import dev.tandem.eventsourcing.RecordedEvent;
import dev.tandem.eventsourcing.Upcasters;

/**
 * What is known of a thing: each event's data laid over what was known before, as JSON Merge Patch does (RFC 7396),
 * because events tell what changed. It needs no code per kind of stream; who wants sums and rules has an aggregate.
 *
 * @param fields what is known
 * @param lastType what happened last
 */
record StreamState(ObjectNode fields, String lastType) {

    /** To be raised when the same events would make another state. */
    private static final int VERSION = 1;

    static Fold<StreamState> fold(Upcasters upcasters) {
        return new Fold<>(
                StreamState.class,
                VERSION,
                new StreamState(JsonNodeFactory.instance.objectNode(), ""),
                (state, event) -> state.after(upcasters.upcast(event)));
    }

    private StreamState after(RecordedEvent event) {
        var next = fields.deepCopy();
        merge(next, event.data());
        return new StreamState(next, event.type());
    }

    private static void merge(ObjectNode into, JsonNode changes) {
        for (var change : changes.properties()) {
            var value = change.getValue();
            if (value.isNull()) {
                into.remove(change.getKey());
            } else if (value.isObject() && into.path(change.getKey()) instanceof ObjectNode known) {
                merge(known, value);
            } else {
                into.set(change.getKey(), value.deepCopy());
            }
        }
    }
}
