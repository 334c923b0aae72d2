package dev.tandem.order.domain;

/**
 * What is wrong with an order that somebody wants to place.
 *
 * @param field where, in the request's own terms: {@code items[0].sku}
 * @param detail the rest of a sentence that begins with the field
 */
public record Objection(String field, Reason reason, String detail) {

    /** Stable codes: they are reasons of refusals, too. */
    public enum Reason {
        UNKNOWN_CUSTOMER,
        UNKNOWN_ARTICLE,
        DUPLICATE_ARTICLE,
        INVALID_QUANTITY,
        INVALID_NUMBER_OF_ITEMS
    }
}
