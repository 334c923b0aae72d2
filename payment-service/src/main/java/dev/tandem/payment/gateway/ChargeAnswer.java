package dev.tandem.payment.gateway;

import dev.tandem.contracts.CancellationReason;

/** What is known of a charge after asking for it. */
public sealed interface ChargeAnswer {

    /** The money is ours. */
    record Charged(String chargeId) implements ChargeAnswer {}

    /** It is not and will not be, however often this payment is tried. */
    record Declined(CancellationReason reason, String detail) implements ChargeAnswer {}

    /** It may or may not be. Never a refusal: only asking again, or a refund, can tell. */
    record Unknown(String detail) implements ChargeAnswer {}

    /** The gateway is in trouble, and this question was kept from it: nothing has changed, and it may be asked soon. */
    record NotAsked() implements ChargeAnswer {}
}
