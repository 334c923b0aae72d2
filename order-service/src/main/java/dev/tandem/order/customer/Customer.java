package dev.tandem.order.customer;

import java.time.Instant;

/** Somebody who may order. */
record Customer(String customerId, String name, Instant registeredAt) {}
