package dev.tandem.contracts;

import java.util.Arrays;

/** Why an order was cancelled; part of the HTTP contract. */
public enum CancellationReason {
    PAYMENT_DECLINED,
    INSUFFICIENT_FUNDS,
    OUT_OF_STOCK,
    UNDELIVERABLE_ADDRESS,
    /** Somebody did not answer in time, or could not be reached however often it was tried. */
    TIMEOUT,
    /** Nobody's business reason: the transaction that the order was part of was given up. */
    ABORTED,
    CUSTOMER_REQUEST;

    /** The reason that a participant's refusal names, or {@link #ABORTED} for one that means nothing to a customer. */
    public static CancellationReason of(String refusal) {
        return Arrays.stream(values())
                .filter(known -> known.name().equals(refusal))
                .findFirst()
                .orElse(ABORTED);
    }
}
