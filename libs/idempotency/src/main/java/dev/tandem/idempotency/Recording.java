package dev.tandem.idempotency;

/** How a request's record and its work come together. Records outside of the service's database are always AHEAD. */
public enum Recording {

    /**
     * In one transaction, which is opened around the controller: work and record are committed together or not at all.
     * The strongest, for work that only changes this database and takes no longer than a transaction should. A crash
     * leaves nothing behind, not even a claim.
     */
    TOGETHER,

    /**
     * First a claim in a transaction of its own, under a lease that is renewed while the work goes on; then the work;
     * then the answer (guide, 'Two-Phase Insert'; three short transactions, because what happens outside of the database
     * is not rolled back with it). For work that takes long or reaches others: calls to them carry
     * {@link IdempotentRequest#derivedKey}, and what must not be done again is noted as a recovery point.
     */
    AHEAD,

    /** The work writes the record itself, in its own transaction and perhaps for many requests at once. */
    BY_WORK
}
