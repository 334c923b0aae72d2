package dev.tandem.payment;

/**
 * Where a payment is. A wallet's payment passes through the pending states within one transaction; a card's stays there
 * until the gateway has answered.
 *
 * <pre>
 *                    CHARGED    DECLINED   REFUND_ASKED     GIVEN_BACK   NOTHING_CHARGED
 *  PENDING           CAPTURED   DECLINED   REFUND_PENDING   -            -
 *  CAPTURED          =          -          REFUND_PENDING   -            -
 *  DECLINED          -          =          =                -            =
 *  REFUND_PENDING    =          =          =                REFUNDED     CANCELLED
 *  REFUNDED          =          -          =                =            -
 *  CANCELLED         -          =          =                -            =
 *
 *  =  stays: said twice, or said late by somebody who was thought dead
 *  -  contradicts what is known: whoever says so is wrong, and nothing is changed
 * </pre>
 *
 * A payment that was never begun and is to be refunded begins as {@link #CANCELLED}.
 */
enum PaymentStatus {
    /** Written down, and not known whether the money moved. Only a definite answer or a refund ends this. */
    PENDING,
    /** The money is the merchant's. */
    CAPTURED,
    /** The money did not move and will not. Final. */
    DECLINED,
    /** Whatever was taken, or is still being taken, has to be given back. The charge's own answer no longer matters. */
    REFUND_PENDING,
    /** The money was taken and given back. Final. */
    REFUNDED,
    /** No money moved, and none may: the refund came before the payment, or before the gateway heard of it. Final. */
    CANCELLED;

    /** What can happen to a payment. */
    enum Happening {
        CHARGED,
        DECLINED,
        REFUND_ASKED,
        GIVEN_BACK,
        NOTHING_CHARGED
    }

    /**
     * The status after it happened.
     *
     * @throws IllegalStateException if it cannot have happened
     */
    PaymentStatus on(Happening happening) {
        return switch (this) {
            case PENDING ->
                switch (happening) {
                    case CHARGED -> CAPTURED;
                    case DECLINED -> DECLINED;
                    case REFUND_ASKED -> REFUND_PENDING;
                    case GIVEN_BACK, NOTHING_CHARGED -> throw contradictedBy(happening);
                };
            case CAPTURED ->
                switch (happening) {
                    case CHARGED -> this;
                    case REFUND_ASKED -> REFUND_PENDING;
                    case DECLINED, GIVEN_BACK, NOTHING_CHARGED -> throw contradictedBy(happening);
                };
            case DECLINED, CANCELLED ->
                switch (happening) {
                    case DECLINED, REFUND_ASKED, NOTHING_CHARGED -> this;
                    case CHARGED, GIVEN_BACK -> throw contradictedBy(happening);
                };
            case REFUND_PENDING ->
                switch (happening) {
                    case GIVEN_BACK -> REFUNDED;
                    case NOTHING_CHARGED -> CANCELLED;
                    case CHARGED, DECLINED, REFUND_ASKED -> this;
                };
            case REFUNDED ->
                switch (happening) {
                    case CHARGED, GIVEN_BACK, REFUND_ASKED -> this;
                    case DECLINED, NOTHING_CHARGED -> throw contradictedBy(happening);
                };
        };
    }

    /** Whether the gateway has to be asked to get any further. */
    boolean isOpen() {
        return switch (this) {
            case PENDING, REFUND_PENDING -> true;
            case CAPTURED, DECLINED, REFUNDED, CANCELLED -> false;
        };
    }

    private IllegalStateException contradictedBy(Happening happening) {
        return new IllegalStateException("a payment that is %s cannot hear %s".formatted(this, happening));
    }
}
