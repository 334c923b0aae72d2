package dev.tandem.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.commit.agreement.BranchState;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The first phase (guide, 'Phase 1: Prepare Phase'): the branch's work in a local transaction that ends in
 * {@code PREPARE TRANSACTION} instead of {@code COMMIT}.
 *
 * <ol>
 *   <li>The row that will say 'committed' is inserted first. Whoever aborted the transaction before has left a row of the
 *       same key, and there is nothing more to do.
 *   <li>The branch works. A no, or an exception, rolls all of it back.
 *   <li>What an entity manager or the outbox still holds back is written, then the transaction is prepared, as the very
 *       last statement. The driver sees the session without a transaction, so the transaction manager's own commit,
 *       which follows, does nothing, and the connection goes back to its pool as clean as after any other.
 * </ol>
 */
class Voting {

    private static final Logger log = LoggerFactory.getLogger(Voting.class);

    private final Operations operations;
    private final PreparedTransactions prepared;
    private final BranchLog branches;
    private final TransactionOperations transaction;
    private final Duration lockTimeout;
    private final Semaphore places;
    private final Faults faults;

    Voting(
            Operations operations,
            PreparedTransactions prepared,
            BranchLog branches,
            TransactionOperations transaction,
            Duration lockTimeout,
            int mostAtWork,
            Faults faults) {
        this.operations = operations;
        this.prepared = prepared;
        this.branches = branches;
        this.transaction = transaction;
        this.lockTimeout = lockTimeout;
        this.places = new Semaphore(mostAtWork, true);
        this.faults = faults;
    }

    /**
     * Votes; asked again, the same.
     *
     * @param alone whether this is the transaction's only branch: there is nobody to wait for, and it commits at once
     * @throws RuntimeException if the database was lost, and with it the knowledge whether the branch is prepared
     */
    Ballot vote(UUID id, String operation, JsonNode payload, boolean alone) {
        faults.reach(FaultPoint.PARTICIPANT_BEFORE_PREPARE, id);
        var ballot = ballot(id, operation, () -> operations.prepare(operation, id, payload), alone);
        if (ballot.vote() == Ballot.Result.YES) {
            faults.reach(FaultPoint.PARTICIPANT_AFTER_VOTE, id);
        }
        return ballot;
    }

    /** Prepares a branch that has only looked, with nothing in it but the row that will say how it ended. */
    Ballot standBy(UUID id, String operation) {
        return ballot(id, operation, Vote::yes, false);
    }

    /** Whoever finds too many at work waits as long as for a lock. */
    private Ballot ballot(UUID id, String operation, Supplier<Vote> work, boolean alone) {
        try {
            if (!places.tryAcquire(lockTimeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return Ballot.no("CONTENTION", "too many branches are at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Ballot.no("CONTENTION", "the service is stopping");
        }
        try {
            return carryOut(id, operation, work, alone);
        } finally {
            places.release();
        }
    }

    private Ballot carryOut(UUID id, String operation, Supplier<Vote> work, boolean alone) {
        var last = new PrepareLast(id);
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                var vote = decide(status, id, operation, work, alone);
                if (vote.state() == BranchState.PREPARED) {
                    TransactionSynchronizationManager.registerSynchronization(last);
                }
                return vote;
            }));
        } catch (RuntimeException e) {
            return afterwards(id, last.refusal == null ? e : last.refusal);
        }
    }

    private Ballot decide(TransactionStatus status, UUID id, String operation, Supplier<Vote> work, boolean alone) {
        if (!branches.open(id, operation, patience())) {
            status.setRollbackOnly();
            return endedBefore(id);
        }
        return switch (work.get()) {
            case Vote.Yes() -> {
                status.flush(); // what fails now, fails as a no
                yield Ballot.yes(alone ? BranchState.COMMITTED : BranchState.PREPARED);
            }
            case Vote.No(var reason, var detail) -> {
                status.setRollbackOnly();
                yield Ballot.no(reason, detail);
            }
            case Vote.ReadOnly() -> {
                status.setRollbackOnly();
                yield Ballot.readOnly();
            }
        };
    }

    /** Two transactions that wait for each other in two databases shall not give up at the same moment. */
    private Duration patience() {
        var third = Math.max(1, lockTimeout.toMillis() / 3);
        return lockTimeout.plusMillis(ThreadLocalRandom.current().nextLong(-third, third + 1));
    }

    private Ballot endedBefore(UUID id) {
        return switch (branches.find(id).orElseThrow().outcome()) {
            case COMMITTED -> Ballot.yes(BranchState.COMMITTED);
            case ABORTED -> Ballot.no("ABORTED", "the transaction was aborted before it was prepared");
            case PREPARED, PRE_COMMITTED, PRE_ABORTED -> throw new IllegalStateException("rows tell of ends");
        };
    }

    /** An exception is a no, unless the branch is prepared all the same, or nobody knows. */
    private Ballot afterwards(UUID id, RuntimeException failure) {
        if (prepared.contains(id)) {
            return Ballot.yes(BranchState.PREPARED); // asked twice at once: the other one has prepared it
        }
        if (SqlFailures.isOutage(failure)) {
            throw failure;
        }
        if (failure instanceof ConcurrencyFailureException || SqlFailures.isContention(failure)) {
            log.debug("branch of transaction {} met another", id, failure);
            return Ballot.no("CONTENTION", "another transaction held what this one needs for too long");
        }
        log.warn("branch of transaction {} failed and is rolled back", id, failure);
        return Ballot.no(
                "FAILED", NestedExceptionUtils.getMostSpecificCause(failure).getMessage());
    }

    /**
     * Comes after all others that have something to write before the commit, because it was registered after them and
     * wants the same, last, place.
     */
    private final class PrepareLast implements TransactionSynchronization {

        private final UUID id;

        /** Why it could not be prepared. A pool may close the connection over it, and the rollback then says only that. */
        private @Nullable RuntimeException refusal;

        PrepareLast(UUID id) {
            this.id = id;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            faults.reach(FaultPoint.PARTICIPANT_BEFORE_VOTE, id);
            try {
                prepared.prepare(id);
            } catch (RuntimeException e) {
                refusal = e;
                throw e;
            }
        }
    }
}
