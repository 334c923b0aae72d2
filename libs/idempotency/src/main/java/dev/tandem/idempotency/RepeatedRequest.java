package dev.tandem.idempotency;

/** Leaves the work of a request that turned out to be a repeat. It has no stack trace: nothing is wrong. */
final class RepeatedRequest extends RuntimeException {

    private final transient Claim claim;

    RepeatedRequest(Claim claim) {
        super("a repeat: " + claim, null, false, false);
        this.claim = claim;
    }

    Claim claim() {
        return claim;
    }
}
