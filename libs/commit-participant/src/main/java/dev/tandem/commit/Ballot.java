package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request for a vote.
 *
 * @param state what the vote left behind; {@code null} for a read-only branch, which left nothing
 */
record Ballot(
        Result vote,
        @Nullable BranchState state,
        @Nullable String reason,
        @Nullable String detail) {

    /** As it is called on the wire. */
    enum Result {
        YES,
        NO,
        READ_ONLY
    }

    /** Prepared; or committed already, by a transaction of one branch. */
    static Ballot yes(BranchState state) {
        return new Ballot(Result.YES, state, null, null);
    }

    static Ballot no(String reason, @Nullable String detail) {
        return new Ballot(Result.NO, BranchState.ABORTED, reason, detail);
    }

    static Ballot readOnly() {
        return new Ballot(Result.READ_ONLY, null, null, null);
    }
}
