package dev.tandem.order.placing;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.messaging.Origin;

/** An order that somebody wants, and what the messages that it causes inherit from the request. */
record Wish(CreateOrder order, Origin origin) {}
