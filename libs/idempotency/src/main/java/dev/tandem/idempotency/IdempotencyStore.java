package dev.tandem.idempotency;

/**
 * Where records are kept. Every operation is one atomic step; all but the first need the owner's token, so an attempt
 * whose lease ran out and whose key another one has taken changes nothing any more. Thread-safe.
 */
public interface IdempotencyStore {

    /**
     * Takes the key, if nobody has it: it is new, expired, or abandoned by an attempt at the same request whose lease ran
     * out.
     */
    Claim claim(Attempt attempt);

    /** Puts off the end of the lease; false if the claim is this attempt's no more. */
    boolean renew(Attempt attempt);

    /** Notes what must not be done again; false if the claim is this attempt's no more. */
    boolean reached(Attempt attempt, String recoveryPoint);

    /** Keeps the answer for repeats; false if the claim is this attempt's no more, and nothing is kept. */
    boolean complete(Attempt attempt, StoredAnswer answer);

    /** Frees the key at once; a recovery point stays for the next attempt. */
    void release(Attempt attempt);
}
