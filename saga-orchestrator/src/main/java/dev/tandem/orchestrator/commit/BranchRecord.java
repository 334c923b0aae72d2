package dev.tandem.orchestrator.commit;

import org.jspecify.annotations.Nullable;

/**
 * What the coordinator knows of one participant's branch.
 *
 * @param vote {@code null} as long as it is silent
 * @param reason of a no
 * @param prepareMillis how long the vote took
 * @param preCommitMillis how long it took to acknowledge the pre-commit, in three-phase commit
 * @param endMillis how long the acknowledgement took that was heard
 */
record BranchRecord(
        String participant,
        String operation,
        State state,
        @Nullable Vote vote,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Long prepareMillis,
        @Nullable Long preCommitMillis,
        @Nullable Long endMillis) {

    enum Vote {
        YES,
        NO,
        READ_ONLY
    }

    enum State {
        /** Asked for its vote, and perhaps prepared: nobody knows. */
        ASKED,
        /** Voted yes. */
        PREPARED,
        /** Has acknowledged that all voted yes. */
        PRE_COMMITTED,
        /** Has nothing to commit, and hears nothing more: it had only to look, or has voted no and undone its work. */
        RELEASED,
        COMMITTED,
        ABORTED,
        /** Silent until an operator gave up asking. */
        UNKNOWN
    }

    static BranchRecord asked(String participant, String operation) {
        return new BranchRecord(participant, operation, State.ASKED, null, null, null, null, null, null);
    }

    BranchRecord voted(Ballot ballot, long millis) {
        var next =
                switch (ballot.vote()) {
                    case YES -> ballot.committed() ? State.COMMITTED : State.PREPARED;
                    case NO, READ_ONLY -> State.RELEASED;
                };
        return new BranchRecord(
                participant, operation, next, ballot.vote(), ballot.reason(), ballot.detail(), millis, null, null);
    }

    BranchRecord preCommitted(long millis) {
        return new BranchRecord(
                participant, operation, State.PRE_COMMITTED, vote, reason, detail, prepareMillis, millis, null);
    }

    BranchRecord ended(State as, @Nullable Long millis) {
        return new BranchRecord(
                participant, operation, as, vote, reason, detail, prepareMillis, preCommitMillis, millis);
    }

    /** Whether it may be prepared, and has to hear the decision. */
    boolean isWaiting() {
        return switch (state) {
            case ASKED, PREPARED, PRE_COMMITTED -> true;
            case RELEASED, COMMITTED, ABORTED, UNKNOWN -> false;
        };
    }
}
