package dev.tandem.order.journal;

import dev.tandem.order.domain.Order;
import dev.tandem.order.domain.Order.Cancelled;
import dev.tandem.order.domain.Order.Cancelling;
import dev.tandem.order.domain.Order.Confirmed;
import dev.tandem.order.domain.Order.None;
import dev.tandem.order.domain.Order.Pending;
import dev.tandem.order.domain.Status;
import java.time.Instant;
import java.util.UUID;

/**
 * An order, how often it changed and when.
 *
 * @param version how many events it took
 */
public record StoredOrder(UUID id, int version, Order state, Instant createdAt, Instant updatedAt) {

    /** An order that nothing is known of. */
    public static StoredOrder none(UUID id, Instant now) {
        return new StoredOrder(id, 0, Order.none(), now, now);
    }

    /** The order after its next event. */
    public StoredOrder after(RecordedEvent next) {
        if (next.version() != version + 1) {
            throw new IllegalStateException("after version %d of order %s comes %s".formatted(version, id, next));
        }
        var since = version == 0 ? next.occurredAt() : createdAt;
        return new StoredOrder(id, next.version(), state.evolve(next.event()), since, next.occurredAt());
    }

    public Status status() {
        return switch (state) {
            case None _ -> throw new IllegalStateException("order %s does not exist".formatted(id));
            case Pending _ -> Status.PENDING;
            case Confirmed _, Cancelling _ -> Status.CONFIRMED;
            case Cancelled _ -> Status.CANCELLED;
        };
    }

    /** Whether nothing is being worked on any more. */
    public boolean ended() {
        return status() != Status.PENDING;
    }
}
