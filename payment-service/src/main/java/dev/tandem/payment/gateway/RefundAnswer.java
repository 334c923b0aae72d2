package dev.tandem.payment.gateway;

/** What is known of a refund after asking for it. */
public sealed interface RefundAnswer {

    /** The charge was made, and its money went back. */
    record Refunded(String chargeId, String refundId) implements RefundAnswer {}

    /** There was no charge to give back, and there never will be one. */
    record NothingCharged() implements RefundAnswer {}

    /** It may or may not have happened: ask again. */
    record Unknown(String detail) implements RefundAnswer {}

    /** The gateway is in trouble, and this question was kept from it: nothing has changed, and it may be asked soon. */
    record NotAsked() implements RefundAnswer {}
}
