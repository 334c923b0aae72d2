package dev.tandem.payment.simulator;

import java.util.Arrays;

/** The cards that the simulator knows, by their tokens. */
enum SimulatedCard {
    VISA("tok_visa"),
    /** Declined for good. */
    DECLINED("tok_declined"),
    /** Declined for good, for want of money. */
    INSUFFICIENT_FUNDS("tok_insufficient_funds"),
    /** Never gets an answer but 503; nothing is charged. */
    UNAVAILABLE("tok_unavailable"),
    /** Charged at once, but the answer takes three seconds. */
    SLOW("tok_slow"),
    /** Turned away with 503 twice per charge, then charged. */
    FLAKY("tok_flaky"),
    /** Any other: declined for good. */
    UNKNOWN("");

    private final String token;

    SimulatedCard(String token) {
        this.token = token;
    }

    static SimulatedCard of(String token) {
        return Arrays.stream(values())
                .filter(card -> card.token.equals(token))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
