package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import dev.tandem.commit.agreement.Standing;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.util.Objects;
import java.util.UUID;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where this service stands in its groups, and how it follows whoever leads one (guide, 'Three-Phase Commit (3PC)'). What it
 * answers is on disk before: a pre-commit that a crash could take back would be none.
 *
 * <p>The prepared transaction itself is not touched: the second of the three phases is a row beside it, written by a
 * transaction of its own.
 */
class Standings {

    private static final String LIMIT_WAITING = "SET LOCAL lock_timeout = '250ms'";

    private final PhaseLog phases;
    private final PreparedTransactions prepared;
    private final BranchLog branches;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Faults faults;

    Standings(
            PhaseLog phases,
            PreparedTransactions prepared,
            BranchLog branches,
            JdbcClient jdbc,
            TransactionOperations transaction,
            Faults faults) {
        this.phases = phases;
        this.prepared = prepared;
        this.branches = branches;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.faults = faults;
    }

    /** Does as it is asked, unless it follows somebody else. Silent about a branch that is voting at this moment. */
    Reply hear(UUID id, Question question, Claim claim) {
        if (question == Question.PRE_COMMIT) {
            faults.reach(FaultPoint.PARTICIPANT_BEFORE_PRE_COMMIT, id);
        }
        if (question == Question.PROMISE && !refuseToVoteLater(id)) {
            return new Reply.Silent();
        }
        var reply = Objects.requireNonNull(transaction.execute(status -> follow(id, question, claim)));
        if (question == Question.PRE_COMMIT) {
            faults.reach(FaultPoint.PARTICIPANT_AFTER_PRE_COMMIT, id);
        }
        return reply;
    }

    /**
     * Others ask how it ends, so whoever has not voted until now votes no. A vote that is under way is waited for, for a
     * moment: it may be a yes that the coordinator hears, and then it counts.
     *
     * @return false if it is still under way
     */
    private boolean refuseToVoteLater(UUID id) {
        if (prepared.contains(id)) {
            return true;
        }
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(LIMIT_WAITING).update();
                branches.writeAborted(id);
            });
            return true;
        } catch (DataAccessException e) {
            if (!SqlFailures.isContention(e)) {
                throw e;
            }
            return prepared.contains(id);
        }
    }

    private Reply follow(UUID id, Question question, Claim claim) {
        var before = lock(id);
        var after = before.hear(question, claim);
        if (after.isEmpty()) {
            return new Reply.Refuses(before.promised().epoch());
        }
        var standing = after.get();
        if (standing.state().isInDoubt() && !standing.equals(before)) {
            phases.move(id, standing);
        }
        return new Reply.Stands(standing.state(), standing.attempt());
    }

    /** Where it stands, with nobody moving it until the running transaction ends. */
    private Standing lock(UUID id) {
        var isPrepared = prepared.contains(id);
        var known = phases.lock(id).map(PhaseLog.Entry::standing).orElse(Standing.VOTED);
        if (isPrepared) {
            return known;
        }
        var outcome = branches.find(id).map(BranchLog.Entry::outcome);
        if (outcome.isPresent()) {
            return known.ended(outcome.get());
        }
        // Gone without a trace: somebody's hand. What it had told the others still counts among them; that it cannot be
        // carried out here any more, whoever tries will hear.
        return known.attempt() > 0 ? known : known.ended(BranchState.ABORTED);
    }
}
