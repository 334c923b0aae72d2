package dev.tandem.idempotency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/** {@link Recording#BY_WORK}. What the work claims and leaves open is settled like a claim that was made ahead. */
final class RecordedByWork implements Recorder {

    private final JdbcRecords records;
    private final Leases leases;
    private final Patience patience;

    RecordedByWork(JdbcRecords records, Leases leases, Patience patience) {
        this.records = records;
        this.leases = leases;
        this.patience = patience;
    }

    @Override
    public Claim record(Attempt attempt, Work work) throws IOException, ServletException {
        var request = IdempotentRequest.toBeClaimedByWork(attempt, records, leases);
        Optional<StoredAnswer> answer = Optional.empty();
        try {
            answer = work.carryOut(request);
        } catch (RepeatedRequest repeat) {
            return patience.await(() -> now(attempt, repeat.claim()));
        } finally {
            request.ended();
            if (request.isOpen() && answer.isEmpty()) {
                records.release(attempt);
            }
        }
        var mine = !request.isOpen() || answer.isEmpty() || records.complete(attempt, answer.get());
        return mine ? new Claim.Granted(null, true) : new Claim.InProgress();
    }

    /** Whoever freed the key meanwhile leaves it to the client to come again. */
    private Claim now(Attempt attempt, Claim before) {
        return before instanceof Claim.InProgress ? records.find(attempt).orElseGet(Claim.InProgress::new) : before;
    }
}
