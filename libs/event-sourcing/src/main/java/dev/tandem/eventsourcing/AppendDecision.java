package dev.tandem.eventsourcing;

import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import dev.tandem.eventsourcing.AppendResult.IdTaken;
import dev.tandem.eventsourcing.AppendResult.Repeated;
import dev.tandem.eventsourcing.AppendResult.Written;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What becomes of wishes to append, one after the other, and which rows that means: plain Java, nothing is written here.
 * An earlier wish of the same batch counts for the later ones as if it had been committed.
 */
final class AppendDecision {

    /** An event, and where it comes to lie. */
    record Row(String streamId, int version, long position, NewEvent event) {}

    /** Where an event is that was written before. */
    record Known(String streamId, Written written) {}

    private final Map<String, Integer> versions;
    private final Map<UUID, Known> known;
    private final List<Row> rows = new ArrayList<>();
    private long head;

    /**
     * @param head the position of the last event
     * @param versions where the streams stand that appends are for; those without events may be missing
     * @param known those events of the appends that are in the log
     */
    AppendDecision(long head, Map<String, Integer> versions, Map<UUID, Known> known) {
        this.head = head;
        this.versions = new HashMap<>(versions);
        this.known = new HashMap<>(known);
    }

    /** Repetition comes before conflict: who lost the answer and asks again gets the answer. */
    AppendResult decide(Append append) {
        var before = append.events().stream()
                .map(event -> known.get(event.id()))
                .filter(found -> found != null)
                .toList();
        if (!before.isEmpty()) {
            return repeated(append, before);
        }
        var version = versions.getOrDefault(append.streamId(), 0);
        if (!append.expected().allows(version)) {
            return new Conflict(version);
        }
        var written = new ArrayList<Written>(append.events().size());
        for (var event : append.events()) {
            var place = new Written(event.id(), ++version, ++head);
            written.add(place);
            known.put(event.id(), new Known(append.streamId(), place));
            rows.add(new Row(append.streamId(), place.version(), place.position(), event));
        }
        versions.put(append.streamId(), version);
        return new Appended(List.copyOf(written));
    }

    private static AppendResult repeated(Append append, List<Known> before) {
        for (var found : before) {
            if (before.size() < append.events().size() || !found.streamId().equals(append.streamId())) {
                return new IdTaken(found.written().eventId(), found.streamId());
            }
        }
        return new Repeated(before.stream().map(Known::written).toList());
    }

    /** What is to be written, in the order of positions. */
    List<Row> rows() {
        return rows;
    }

    /** Where the log ends when the rows are written. */
    long head() {
        return head;
    }
}
