package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Group;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All branches of a service, in doubt and ended. */
class Branches {

    private final String participant;
    private final PreparedTransactions prepared;
    private final PhaseLog phases;
    private final BranchLog log;

    Branches(String participant, PreparedTransactions prepared, PhaseLog phases, BranchLog log) {
        this.participant = participant;
        this.prepared = prepared;
        this.phases = phases;
        this.log = log;
    }

    /** The service's own name among participants. */
    String participant() {
        return participant;
    }

    /**
     * A branch in doubt, and what it costs others meanwhile.
     *
     * @param ageSeconds since it voted, by the database's clock
     * @param locks how many it holds
     * @param blocked how many sessions wait for one of its rows at this moment
     * @param group who takes part, in three-phase commit
     * @param follows who leads it, and in which epoch, in three-phase commit
     */
    record InDoubt(
            UUID transactionId,
            BranchState state,
            Instant preparedAt,
            double ageSeconds,
            int locks,
            int blocked,
            @Nullable Group group,
            @Nullable Claim follows) {}

    /** The oldest first. */
    List<InDoubt> inDoubt() {
        var own = prepared.own();
        var known = phases.find(own.stream().map(PreparedBranch::transactionId).toList());
        return own.stream()
                .map(branch -> inDoubt(branch, known.get(branch.transactionId())))
                .toList();
    }

    private static InDoubt inDoubt(PreparedBranch branch, PhaseLog.@Nullable Entry phase) {
        return new InDoubt(
                branch.transactionId(),
                phase == null ? BranchState.PREPARED : phase.standing().state(),
                branch.preparedAt(),
                branch.ageSeconds(),
                branch.locks(),
                branch.blocked(),
                phase == null ? null : phase.group(),
                phase == null ? null : phase.standing().promised());
    }

    /**
     * What is known of a branch; nothing, if it was never prepared or ended too long ago. Asks for the prepared one
     * first: one that is committed in between is found by the second question, and in the other order by neither.
     */
    Optional<BranchState> state(UUID id) {
        return prepared.contains(id)
                ? Optional.of(phases.find(id).map(it -> it.standing().state()).orElse(BranchState.PREPARED))
                : log.find(id).map(BranchLog.Entry::outcome);
    }

    Optional<BranchView> find(UUID id) {
        return inDoubt().stream()
                .filter(branch -> branch.transactionId().equals(id))
                .findFirst()
                .map(this::view)
                .or(() -> log.find(id).map(this::view));
    }

    /** In the order of their ids, those in doubt from the oldest, ended ones from the newest. */
    List<BranchView> list(BranchState state, @Nullable UUID after, int limit) {
        return switch (state) {
            case PREPARED, PRE_COMMITTED, PRE_ABORTED ->
                inDoubt().stream()
                        .filter(branch -> branch.state() == state)
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

    private BranchView view(InDoubt branch) {
        return new BranchView(branch.transactionId(), participant, branch.state(), null, branch.preparedAt());
    }

    private BranchView view(BranchLog.Entry entry) {
        return new BranchView(
                entry.transactionId(), participant, entry.outcome(), entry.operation(), entry.writtenAt());
    }

    private static String text(BranchView view) {
        return view.transactionId().toString();
    }
}
