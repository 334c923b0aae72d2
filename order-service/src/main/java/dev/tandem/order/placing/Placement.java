package dev.tandem.order.placing;

import dev.tandem.order.domain.Objection;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;

/** What became of the wish to place an order. */
sealed interface Placement {

    /** It is being worked on. */
    record Placed(StoredOrder order) implements Placement {}

    /** It cannot be, and nothing was changed. */
    record Objected(List<Objection> objections) implements Placement {}
}
