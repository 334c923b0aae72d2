package dev.tandem.orchestrator.commit;

import dev.tandem.commit.agreement.Group;
import dev.tandem.commit.agreement.Termination;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as its owner sees it. Only the owner changes it, and only in its own epoch: the log refuses whoever was
 * replaced.
 *
 * @param termination by which rule the participants of a three-phase commit go on without a coordinator; {@code null} in
 *     two-phase commit, where they cannot
 * @param epoch how often it was taken up: 1 for whoever began it, more for each recovery
 * @param attempts how often everybody who waits was told
 * @param reason why it was given up: a participant's, or {@code TIMEOUT}, or {@code ABORTED}
 * @param heuristic whether somebody's hand made it end otherwise than decided
 */
record Transaction(
        UUID id,
        @Nullable Termination termination,
        TransactionState state,
        String owner,
        int epoch,
        int attempts,
        List<BranchRecord> branches,
        List<Moment> timeline,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Heuristic heuristic,
        @Nullable String acknowledgedBy,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** @param termination {@code null} for two-phase commit */
    static Transaction begin(
            UUID id, @Nullable Termination termination, String owner, List<BranchRecord> branches, Instant now) {
        var timeline = List.of(new Moment(now, "asked to vote", null));
        return new Transaction(
                id,
                termination,
                TransactionState.PREPARING,
                owner,
                1,
                0,
                branches,
                timeline,
                null,
                null,
                null,
                null,
                now,
                null);
    }

    /**
     * Who takes part in a three-phase commit, as its participants are told.
     *
     * @return {@code null} in two-phase commit, and if there is only one, who has nobody to agree with
     */
    @Nullable
    Group group() {
        return termination == null || hasOneBranch()
                ? null
                : new Group(branches.stream().map(BranchRecord::participant).toList(), termination);
    }

    Protocol protocol() {
        return termination == null ? Protocol.TWO_PHASE_COMMIT : Protocol.THREE_PHASE_COMMIT;
    }

    /** Whether there is only one branch, which may commit with its vote. */
    boolean hasOneBranch() {
        return branches.size() == 1;
    }

    List<BranchRecord> waiting() {
        return branches.stream().filter(BranchRecord::isWaiting).toList();
    }

    /** The first no, if there is one. */
    Optional<BranchRecord> refusal() {
        return branches.stream()
                .filter(branch -> branch.vote() == BranchRecord.Vote.NO)
                .findFirst();
    }

    Transaction with(String participant, UnaryOperator<BranchRecord> change) {
        var changed = branches.stream()
                .map(branch -> branch.participant().equals(participant) ? change.apply(branch) : branch)
                .toList();
        return new Transaction(
                id,
                termination,
                state,
                owner,
                epoch,
                attempts,
                changed,
                timeline,
                reason,
                detail,
                heuristic,
                acknowledgedBy,
                createdAt,
                endedAt);
    }

    Transaction note(Instant at, String event, @Nullable String participant) {
        var longer = new ArrayList<>(timeline);
        longer.add(new Moment(at, event, participant));
        return new Transaction(
                id,
                termination,
                state,
                owner,
                epoch,
                attempts,
                branches,
                List.copyOf(longer),
                reason,
                detail,
                heuristic,
                acknowledgedBy,
                createdAt,
                endedAt);
    }

    Transaction preCommit(Instant now) {
        return to(TransactionState.PRE_COMMITTING, null, null, null, null).note(now, "all voted yes", null);
    }

    Transaction commit(Instant now) {
        return to(TransactionState.COMMITTING, null, null, null, null).note(now, "decided to commit", null);
    }

    Transaction abort(String because, @Nullable String why, Instant now) {
        return to(TransactionState.ABORTING, because, why, null, null).note(now, "decided to abort", null);
    }

    /** Ends it if nobody waits any more; the ends that its branches came to are compared with the decision. */
    Transaction endIfComplete(Instant now) {
        if (!waiting().isEmpty()) {
            return this;
        }
        var found = Heuristic.of(state.decision(), branches).orElse(null);
        if (found == Heuristic.COMMIT && hasOneBranch() && branches.getFirst().vote() == null) {
            // The only branch had committed with its vote, and the vote was lost: that is the outcome.
            return to(TransactionState.COMMITTED, null, null, null, now).note(now, "found committed", null);
        }
        return end(found, now);
    }

    /** Somebody gives up asking those who are silent. */
    Transaction abandon(Instant now) {
        var changed = this;
        for (var branch : waiting()) {
            changed = changed.with(branch.participant(), it -> it.ended(BranchRecord.State.UNKNOWN, null));
        }
        return changed.end(Heuristic.HAZARD, now).note(now, "given up asking", null);
    }

    private Transaction end(@Nullable Heuristic found, Instant now) {
        var last = state.decision() == TransactionState.Decision.COMMIT
                ? TransactionState.COMMITTED
                : TransactionState.ABORTED;
        var ended = to(last, reason, detail, found, now);
        return found == null ? ended : ended.note(now, "ended otherwise than decided: " + found, null);
    }

    private Transaction to(
            TransactionState next,
            @Nullable String because,
            @Nullable String why,
            @Nullable Heuristic found,
            @Nullable Instant end) {
        return new Transaction(
                id,
                termination,
                next,
                owner,
                epoch,
                attempts,
                branches,
                timeline,
                because,
                why,
                found,
                acknowledgedBy,
                createdAt,
                end);
    }
}
