package dev.tandem.order.committing;

import dev.tandem.order.domain.Objection;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a customer is told who wanted an order committed by all at once. */
public sealed interface CommittedPlacement {

    /** All of it is in force. */
    record Confirmed(StoredOrder order) implements CommittedPlacement {}

    /** Nothing of it is, and nothing will be. */
    record Aborted(UUID orderId, String reason, @Nullable String detail) implements CommittedPlacement {}

    /** It is not known yet. */
    record Pending(UUID orderId) implements CommittedPlacement {}

    /** It cannot be, and nobody was asked. */
    record Objected(List<Objection> objections) implements CommittedPlacement {}
}
