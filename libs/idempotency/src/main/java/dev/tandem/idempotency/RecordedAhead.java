package dev.tandem.idempotency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Recording#AHEAD}. */
final class RecordedAhead implements Recorder {

    private static final Logger log = LoggerFactory.getLogger(RecordedAhead.class);

    private final IdempotencyStore store;
    private final Leases leases;
    private final Patience patience;

    RecordedAhead(IdempotencyStore store, Leases leases, Patience patience) {
        this.store = store;
        this.leases = leases;
        this.patience = patience;
    }

    @Override
    public Claim record(Attempt attempt, Work work) throws IOException, ServletException {
        var claim = patience.await(() -> store.claim(attempt));
        if (!(claim instanceof Claim.Granted granted)) {
            return claim;
        }
        var request = IdempotentRequest.claimed(attempt, store, granted);
        var ended = false;
        try (var _ = leases.keep(attempt)) {
            var answer = work.carryOut(request);
            ended = true;
            return settle(attempt, claim, answer);
        } finally {
            if (!ended) {
                release(attempt);
            }
        }
    }

    /** An answer of an attempt that was overtaken is nobody's: the client hears the other's when it comes again. */
    private Claim settle(Attempt attempt, Claim claim, Optional<StoredAnswer> answer) {
        if (answer.isEmpty()) {
            release(attempt);
            return claim;
        }
        try {
            return store.complete(attempt, answer.get()) ? claim : new Claim.InProgress();
        } catch (RuntimeException e) {
            log.warn("{} is done and answered, and could not be recorded: {}", attempt.key(), e.toString());
            return claim;
        }
    }

    /** If it cannot be freed, the lease's end will. */
    private void release(Attempt attempt) {
        try {
            store.release(attempt);
        } catch (RuntimeException e) {
            log.warn("{} stays claimed until its lease ends: {}", attempt.key(), e.toString());
        }
    }
}
