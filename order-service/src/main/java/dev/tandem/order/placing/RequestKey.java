package dev.tandem.order.placing;

import dev.tandem.idempotency.Attempt;

/**
 * The key of a request that may be repeated.
 *
 * @param answersAtOnce whether the answer is that the order is accepted, which is known before the order is committed;
 *     else the customer waits for the order's end
 */
record RequestKey(Attempt attempt, boolean answersAtOnce) {}
