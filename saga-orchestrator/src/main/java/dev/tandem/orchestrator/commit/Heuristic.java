package dev.tandem.orchestrator.commit;

import dev.tandem.orchestrator.commit.TransactionState.Decision;
import java.util.Collection;
import java.util.Optional;

/** An outcome that somebody made by hand and that is not the decision (X/Open XA's four). Stays until acknowledged. */
enum Heuristic {
    /** To be aborted, and all branches are committed. */
    COMMIT,
    /** To be committed, and all branches are rolled back. */
    ROLLBACK,
    /** Some are committed, some are rolled back: the very thing that the protocol is to prevent. */
    MIXED,
    /** Some branch could not be reached until somebody gave up asking: nobody knows. */
    HAZARD;

    /** Tells whether the branches, which have all ended, ended as decided. */
    static Optional<Heuristic> of(Decision decision, Collection<BranchRecord> branches) {
        var ends = branches.stream()
                .map(BranchRecord::state)
                .filter(state -> state == BranchRecord.State.COMMITTED || state == BranchRecord.State.ABORTED)
                .distinct()
                .toList();
        if (ends.size() > 1) {
            return Optional.of(MIXED);
        }
        if (ends.isEmpty()) {
            return Optional.empty();
        }
        return switch (decision) {
            case COMMIT -> ends.getFirst() == BranchRecord.State.ABORTED ? Optional.of(ROLLBACK) : Optional.empty();
            case ABORT -> ends.getFirst() == BranchRecord.State.COMMITTED ? Optional.of(COMMIT) : Optional.empty();
            case PENDING -> throw new IllegalStateException("nothing ends before it is decided");
        };
    }
}
