package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The second phase (guide, 'Phase 2: Commit Phase'): the decision is carried out, once, however often it is told.
 *
 * <p>If the branch is not prepared any more, its row says what became of it. An outcome that contradicts the decision is
 * a heuristic one: an operator, or somebody with {@code psql}, was quicker than the coordinator. It is reported and not
 * changed.
 */
class Ending {

    private static final String LIMIT_WAITING = "SET LOCAL lock_timeout = '250ms'";

    private static final int MOST_TRIES = 40;
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final PreparedTransactions prepared;
    private final BranchLog branches;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Runnable committed;
    private final Faults faults;

    /** @param committed told after each commit: what the branch wrote for others can leave now */
    Ending(
            PreparedTransactions prepared,
            BranchLog branches,
            JdbcClient jdbc,
            TransactionOperations transaction,
            Runnable committed,
            Faults faults) {
        this.prepared = prepared;
        this.branches = branches;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.committed = committed;
        this.faults = faults;
    }

    /**
     * Puts the branch in force.
     *
     * @return what it is: {@code COMMITTED}, or {@code ABORTED} by somebody else's hand
     */
    BranchState commit(UUID id) {
        faults.reach(FaultPoint.PARTICIPANT_BEFORE_COMMIT, id);
        if (patiently(() -> prepared.commit(id))) {
            committed.run();
            faults.reach(FaultPoint.PARTICIPANT_AFTER_COMMIT, id);
            return BranchState.COMMITTED;
        }
        return branches.find(id).map(BranchLog.Entry::outcome).orElse(BranchState.ABORTED);
    }

    /**
     * Undoes the branch, and leaves a tombstone for a request to prepare that is still on its way. One that is being
     * carried out holds the tombstone's key, so it is waited for, in short waits: it may turn into a prepared
     * transaction meanwhile, which is then rolled back.
     *
     * @return what it is: {@code ABORTED}; or {@code COMMITTED}, by somebody else's hand or because it was the only one
     */
    BranchState abort(UUID id) {
        for (var tries = 1; ; tries++) {
            patiently(() -> prepared.rollback(id));
            try {
                transaction.executeWithoutResult(status -> {
                    jdbc.sql(LIMIT_WAITING).update();
                    branches.writeAborted(id);
                });
                return branches.find(id).orElseThrow().outcome();
            } catch (DataAccessException e) {
                if (!SqlFailures.isContention(e) || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    private static boolean patiently(BooleanSupplier end) {
        for (var tries = 1; ; tries++) {
            try {
                return end.getAsBoolean();
            } catch (DataAccessException e) {
                if (!SqlFailures.isBusyBranch(e)) {
                    throw e;
                }
                if (tries == MOST_TRIES) {
                    throw new ConcurrencyFailureException("somebody else has been ending it for a second", e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
