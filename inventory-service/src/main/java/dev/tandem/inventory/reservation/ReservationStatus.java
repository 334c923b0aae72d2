package dev.tandem.inventory.reservation;

/**
 * The life of a reservation. Units are set aside while it is {@link #PENDING} or {@link #CONFIRMED}.
 *
 * <pre>
 *             confirm              release
 *   PENDING ----------> CONFIRMED ---------> RELEASED
 *      |  \______________release______________^  ^
 *      |                                         |  release before reserve, or too little in stock: a tombstone
 *      +--- time passes ---> EXPIRED           (new)
 * </pre>
 */
enum ReservationStatus {
    /** Set aside for an order that is not decided yet; ends by itself when its time is up. */
    PENDING,
    /** Set aside for good: the order will be shipped. */
    CONFIRMED,
    /** Given back, or never taken. The order will get nothing, whatever arrives later. */
    RELEASED,
    /** Given back because nobody confirmed it in time. As final as {@link #RELEASED}. */
    EXPIRED;

    /** Whether units are set aside. */
    boolean isLive() {
        return switch (this) {
            case PENDING, CONFIRMED -> true;
            case RELEASED, EXPIRED -> false;
        };
    }
}
