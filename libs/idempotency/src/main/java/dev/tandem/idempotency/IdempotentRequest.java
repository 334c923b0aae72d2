package dev.tandem.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request that is being handled, for work that has to know that it may be a repeat. A controller's method gets it by
 * {@code @RequestAttribute(name = IdempotentRequest.ATTRIBUTE, required = false)}; there is none for a request without a
 * key. Belongs to one request's thread.
 */
public final class IdempotentRequest {

    /** The name of the request's attribute. */
    public static final String ATTRIBUTE = "dev.tandem.idempotency.request";

    private final Attempt attempt;
    private final IdempotencyStore store;
    private final @Nullable Leases leasesOfWork;
    private Claim.@Nullable Granted granted;
    private Leases.@Nullable Kept lease;

    private IdempotentRequest(
            Attempt attempt, IdempotencyStore store, @Nullable Leases leasesOfWork, Claim.@Nullable Granted granted) {
        this.attempt = attempt;
        this.store = store;
        this.leasesOfWork = leasesOfWork;
        this.granted = granted;
    }

    static IdempotentRequest claimed(Attempt attempt, IdempotencyStore store, Claim.Granted granted) {
        return new IdempotentRequest(attempt, store, null, granted);
    }

    static IdempotentRequest toBeClaimedByWork(Attempt attempt, IdempotencyStore store, Leases leases) {
        return new IdempotentRequest(attempt, store, leases, null);
    }

    public Attempt attempt() {
        return attempt;
    }

    /** Whether nothing is claimed yet, and it is for the work to do so: with {@link JdbcRecords} and {@link #claimed}. */
    public boolean isRecordedByWork() {
        return leasesOfWork != null;
    }

    /** What an earlier attempt that did not come to its end had got to; null if this is the first. */
    public @Nullable String recoveryPoint() {
        return granted == null ? null : granted.recoveryPoint();
    }

    /**
     * Notes what must not be done again; best in the transaction that does it.
     *
     * @throws RepeatedRequest if another attempt has taken over while this one stood still: it must do nothing more
     */
    public void reached(String recoveryPoint) {
        if (!store.reached(attempt, recoveryPoint)) {
            throw new RepeatedRequest(new Claim.InProgress());
        }
    }

    /**
     * A key for a call to somebody else who knows keys: the same for every attempt at this request, so that what one
     * attempt may have done already is not done twice.
     *
     * @param step tells calls of one request apart
     */
    public UUID derivedKey(String step) {
        var name = attempt.key().scope() + '\n' + attempt.key().key() + '\n' + step;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Tells what the work met when it claimed the key.
     *
     * @throws RepeatedRequest unless the key was granted: the repeat is answered without more work
     */
    public void claimed(Claim claim) {
        if (!(claim instanceof Claim.Granted mine)) {
            throw new RepeatedRequest(claim);
        }
        granted = mine;
        if (isOpen() && leasesOfWork != null) {
            lease = leasesOfWork.keep(attempt);
        }
    }

    /** Whether the work claimed the key and left the answer to be stored. */
    boolean isOpen() {
        return granted != null && !granted.answered();
    }

    /** The work is done. */
    void ended() {
        if (lease != null) {
            lease.close();
        }
    }
}
