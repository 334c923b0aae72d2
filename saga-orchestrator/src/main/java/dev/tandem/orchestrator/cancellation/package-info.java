/** A confirmed order is undone: {@link dev.tandem.orchestrator.cancellation.OrderCancellation} is the whole plan. */
@NullMarked
package dev.tandem.orchestrator.cancellation;

import org.jspecify.annotations.NullMarked;
