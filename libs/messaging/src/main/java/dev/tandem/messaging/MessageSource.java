package dev.tandem.messaging;

import java.util.List;

/**
 * Messages that lie in a table of the service's own, such as the events of its aggregates: the outbox's relay publishes
 * them from there as if they were rows of the outbox, at least once, after their commit. Whoever writes such a message
 * {@linkplain OutboxRelay#wakeAfterCommit wakes} the relay.
 *
 * <p>The relay calls from one thread, on one replica at a time, and within a transaction of its own.
 */
public interface MessageSource {

    /** What is to be published next, at most so many; until that is noted, it is always the same. */
    Portion next(int limit);

    /** What waits for the broker. */
    Backlog backlog();

    /**
     * Some messages.
     *
     * @param messages in the order in which they are to be published
     * @param hasMore whether to ask again at once
     * @param published notes that they are; called in the transaction in which they were taken
     */
    record Portion(List<KeptMessage> messages, boolean hasMore, Runnable published) {}

    /** How much waits, and for how long. */
    record Backlog(long pending, double oldestAgeSeconds) {

        Backlog and(Backlog other) {
            return new Backlog(pending + other.pending, Math.max(oldestAgeSeconds, other.oldestAgeSeconds));
        }
    }
}
