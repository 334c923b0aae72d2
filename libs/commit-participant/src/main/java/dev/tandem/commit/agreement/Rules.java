package dev.tandem.commit.agreement;

import dev.tandem.commit.agreement.Reply.Refuses;
import dev.tandem.commit.agreement.Reply.Stands;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Both rules as tables. */
final class Rules {

    private Rules() {}

    static List<Stands> standing(Collection<? extends Reply> replies) {
        return replies.stream()
                .filter(Stands.class::isInstance)
                .map(Stands.class::cast)
                .toList();
    }

    static OptionalInt highestRefusal(Collection<? extends Reply> replies) {
        return replies.stream()
                .filter(Refuses.class::isInstance)
                .mapToInt(reply -> ((Refuses) reply).epoch())
                .max();
    }

    /** What is over for one is over for all; of two that differ, the commit is what somebody may already have seen. */
    static Optional<Verdict> ended(List<Stands> members) {
        if (isAny(BranchState.COMMITTED, members)) {
            return Optional.of(new Verdict.Commit());
        }
        return isAny(BranchState.ABORTED, members) ? Optional.of(new Verdict.Abort()) : Optional.empty();
    }

    /** "If any participant is in PRE-COMMIT: all commit. Else if all reachable are in PREPARED: all abort." */
    static Verdict guide(List<Stands> members) {
        return ended(members)
                .orElseGet(
                        () -> isAny(BranchState.PRE_COMMITTED, members) ? new Verdict.Commit() : new Verdict.Abort());
    }

    static Step quorum(Question asked, List<Stands> members, OptionalInt refusal, int majority) {
        var ended = ended(members);
        if (ended.isPresent()) {
            return new Step.Done(ended.get());
        }
        if (asked == Question.PROMISE && members.size() >= majority) {
            return new Step.Ask(proposal(members));
        }
        return new Step.Done(verdict(asked, members, refusal, majority));
    }

    /**
     * The latest attempt is gone on with, because it may have had its majority. If there was none, nothing is decided, and
     * as nobody of a majority has heard that all voted yes, it is an abort.
     */
    private static Question proposal(List<Stands> members) {
        var latest = members.stream()
                .max(Comparator.comparingInt(Stands::attempt))
                .map(Stands::state)
                .orElseThrow();
        return latest == BranchState.PRE_COMMITTED ? Question.PRE_COMMIT : Question.PRE_ABORT;
    }

    /** Whether enough have followed. */
    static Verdict verdict(Question asked, List<Stands> members, OptionalInt refusal, int enough) {
        if (members.size() >= enough && asked != Question.PROMISE) {
            return asked == Question.PRE_COMMIT ? new Verdict.Commit() : new Verdict.Abort();
        }
        return refusal.isPresent()
                ? new Verdict.Outranked(refusal.getAsInt())
                : new Verdict.Wait("%d answered, and it takes %d".formatted(members.size(), enough));
    }

    private static boolean isAny(BranchState state, List<Stands> members) {
        return members.stream().anyMatch(member -> member.state() == state);
    }
}
