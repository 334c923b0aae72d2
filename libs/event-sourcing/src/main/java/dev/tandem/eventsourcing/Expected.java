package dev.tandem.eventsourcing;

/** Where a stream must stand for an append to make sense (optimistic concurrency control). */
public sealed interface Expected {

    /** What is appended was decided on the state after this version; 0 is that of a stream without events. */
    record Version(int version) implements Expected {}

    /** What is appended is true whatever happened before. */
    record Any() implements Expected {}

    /** The stream begins with it. */
    static Expected newStream() {
        return new Version(0);
    }

    default boolean allows(int actualVersion) {
        return switch (this) {
            case Version(int version) -> version == actualVersion;
            case Any() -> true;
        };
    }
}
