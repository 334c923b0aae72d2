package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A branch as coordinators, peers and operators see it.
 *
 * @param operation what it does; not known of one that is prepared or was never
 * @param since when it was prepared, or what ended it was written
 */
record BranchView(
        UUID transactionId,
        String participant,
        BranchState state,
        @Nullable String operation,
        @Nullable Instant since) {}
