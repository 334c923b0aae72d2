package dev.tandem.order.placing;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.messaging.Origin;
import org.jspecify.annotations.Nullable;

/**
 * An order that somebody wants, and what the messages that it causes inherit from the request.
 *
 * @param key what the request's repeats are known by, if the record is to be written with the order
 */
record Wish(CreateOrder order, Origin origin, @Nullable RequestKey key) {}
