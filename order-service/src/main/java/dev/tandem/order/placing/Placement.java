package dev.tandem.order.placing;

import dev.tandem.idempotency.Claim;
import dev.tandem.order.domain.Objection;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the wish to place an order. */
sealed interface Placement {

    /**
     * It is being worked on: this order, or the one that an earlier attempt at the same request placed before it came to
     * nothing.
     *
     * @param claim on the request's key, if it was claimed with the order
     */
    record Placed(StoredOrder order, Claim.@Nullable Granted claim) implements Placement {}

    /** It cannot be, and nothing was changed. */
    record Objected(List<Objection> objections) implements Placement {}

    /** Somebody has asked for it before, under the same key, and this changed nothing. */
    record Repeated(Claim claim) implements Placement {}
}
