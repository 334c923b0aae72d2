package dev.tandem.order.domain;

/** How far an order has come, in one word; part of the HTTP contract. */
public enum Status {
    /** Accepted, and being worked on. */
    PENDING,
    /** Everything that it needs is in force; perhaps somebody is about to undo it. */
    CONFIRMED,
    /** Given up, and whatever was done for it is undone. */
    CANCELLED
}
