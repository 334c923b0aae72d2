/**
 * An order from basket to parcel: {@link dev.tandem.orchestrator.fulfillment.OrderFulfillment} is the whole plan,
 * {@link dev.tandem.orchestrator.fulfillment.PlacedOrders} begins it.
 */
@NullMarked
package dev.tandem.orchestrator.fulfillment;

import org.jspecify.annotations.NullMarked;
