package dev.tandem.commit;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All branches of a service, prepared and ended. */
class Branches {

    private final String participant;
    private final PreparedTransactions prepared;
    private final BranchLog log;

    Branches(String participant, PreparedTransactions prepared, BranchLog log) {
        this.participant = participant;
        this.prepared = prepared;
        this.log = log;
    }

    /**
     * What is known of a branch; nothing, if it was never prepared or ended too long ago. Asks for the prepared one
     * first: one that is committed in between is found by the second question, and in the other order by neither.
     */
    Optional<BranchState> state(UUID id) {
        return prepared.contains(id)
                ? Optional.of(BranchState.PREPARED)
                : log.find(id).map(BranchLog.Entry::outcome);
    }

    Optional<BranchView> find(UUID id) {
        return prepared.own().stream()
                .filter(branch -> branch.transactionId().equals(id))
                .findFirst()
                .map(this::view)
                .or(() -> log.find(id).map(this::view));
    }

    /** In the order of their ids, prepared ones from the oldest, ended ones from the newest. */
    List<BranchView> list(BranchState state, @Nullable UUID after, int limit) {
        return switch (state) {
            case PREPARED ->
                prepared.own().stream()
                        .map(this::view)
                        .sorted((a, b) -> text(a).compareTo(text(b)))
                        .filter(view -> after == null || text(view).compareTo(after.toString()) > 0)
                        .limit(limit)
                        .toList();
            case COMMITTED, ABORTED ->
                log.newest(state, after, limit).stream().map(this::view).toList();
        };
    }

    BranchView view(UUID id, BranchState state) {
        return new BranchView(id, participant, state, null, null);
    }

    private BranchView view(PreparedBranch branch) {
        return new BranchView(branch.transactionId(), participant, BranchState.PREPARED, null, branch.preparedAt());
    }

    private BranchView view(BranchLog.Entry entry) {
        return new BranchView(
                entry.transactionId(), participant, entry.outcome(), entry.operation(), entry.writtenAt());
    }

    private static String text(BranchView view) {
        return view.transactionId().toString();
    }
}
