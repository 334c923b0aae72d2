package dev.tandem.order.cancelling;

import dev.tandem.order.journal.StoredOrder;

/** What became of a customer's wish to have an order undone. */
sealed interface Cancellation {

    /** It is being worked on, or done. */
    record Requested(StoredOrder order) implements Cancellation {}

    /** The order is not one that could be undone, and nothing was changed. */
    record Refused(StoredOrder order, String detail) implements Cancellation {}

    /** There is no such order. */
    record UnknownOrder() implements Cancellation {}
}
