package dev.tandem.eventsourcing;

import java.util.List;
import java.util.UUID;

/** What became of an {@link Append}. */
public sealed interface AppendResult {

    /** Where an event lies. */
    record Written(UUID eventId, int version, long position) {}

    /** Written now. */
    record Appended(List<Written> written) implements AppendResult {

        /** Where the stream stands by it. */
        public int version() {
            return written.getLast().version();
        }
    }

    /** The same events were written before: nothing happened now, and this is where they are. */
    record Repeated(List<Written> written) implements AppendResult {}

    /** The stream stands elsewhere: load it, decide again, append again. */
    record Conflict(int actualVersion) implements AppendResult {}

    /** An event with this id exists and is not a repetition: it is in another stream, or the others here are new. */
    record IdTaken(UUID eventId, String streamId) implements AppendResult {}
}
