package dev.tandem.orchestrator.commit;

import dev.tandem.commit.agreement.Termination;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as clients see it.
 *
 * @param termination {@code guide} or {@code quorum} in three-phase commit
 * @param outcome {@code COMMITTED} or {@code ABORTED} as soon as it is decided, however many have heard of it
 */
record TransactionView(
        UUID transactionId,
        Protocol protocol,
        @Nullable Termination termination,
        TransactionState state,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Heuristic heuristic,
        @Nullable String acknowledgedBy,
        List<BranchRecord> branches,
        List<Moment> timeline,
        String owner,
        int epoch,
        Instant createdAt,
        @Nullable Instant endedAt) {

    static TransactionView of(Transaction transaction) {
        return new TransactionView(
                transaction.id(),
                transaction.protocol(),
                transaction.termination(),
                transaction.state(),
                outcomeOf(transaction.state()),
                transaction.reason(),
                transaction.detail(),
                transaction.heuristic(),
                transaction.acknowledgedBy(),
                transaction.branches(),
                transaction.timeline(),
                transaction.owner(),
                transaction.epoch(),
                transaction.createdAt(),
                transaction.endedAt());
    }

    private static @Nullable String outcomeOf(TransactionState state) {
        return switch (state.decision()) {
            case COMMIT -> "COMMITTED";
            case ABORT -> "ABORTED";
            case PENDING -> null;
        };
    }
}
