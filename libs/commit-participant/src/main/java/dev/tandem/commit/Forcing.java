package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import java.util.Optional;
import java.util.UUID;

/**
 * An operator ends a branch over the coordinator's head, because what it blocks cannot wait. Written down before it is
 * done. If it contradicts the decision, the coordinator will find out and report a heuristic outcome.
 */
class Forcing {

    private final Branches branches;
    private final Ending ending;
    private final BranchLog log;

    Forcing(Branches branches, Ending ending, BranchLog log) {
        this.branches = branches;
        this.ending = ending;
        this.log = log;
    }

    /** The branch as it is now; empty, and nothing done, if it is not prepared. */
    Optional<BranchState> force(UUID id, BranchState outcome, String by, String note) {
        if (branches.state(id).filter(BranchState::isInDoubt).isEmpty()) {
            return Optional.empty();
        }
        log.audit(id, outcome, by, note);
        return Optional.of(
                switch (outcome) {
                    case COMMITTED -> ending.commit(id);
                    case ABORTED -> ending.abort(id);
                    case PREPARED, PRE_COMMITTED, PRE_ABORTED ->
                        throw new IllegalArgumentException("nobody is forced to wait");
                });
    }
}
