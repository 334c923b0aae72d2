package dev.tandem.orchestrator.commit;

import org.jspecify.annotations.Nullable;

/**
 * A participant's vote, as heard.
 *
 * @param committed whether a transaction of one branch is committed with it
 */
record Ballot(
        BranchRecord.Vote vote,
        boolean committed,
        @Nullable String reason,
        @Nullable String detail) {}
