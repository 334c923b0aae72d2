package dev.tandem.commit.agreement;

import java.util.Optional;

/**
 * Where a member stands.
 *
 * @param attempt the epoch in which it was pre-committed or pre-aborted; 0 if it never was
 * @param promised whom it follows
 */
public record Standing(BranchState state, int attempt, Claim promised) {

    /** Of somebody who has voted yes and heard nothing since. */
    public static final Standing VOTED = new Standing(BranchState.PREPARED, 0, Claim.FIRST);

    /**
     * Where it stands once it has heard this; empty if it refuses, because it has promised itself to somebody else. One that
     * has ended says so, whoever asks.
     */
    public Optional<Standing> hear(Question question, Claim claim) {
        if (question == Question.LOOK || !state.isInDoubt()) {
            return Optional.of(this);
        }
        if (!claim.mayFollow(promised)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (question) {
                    case LOOK, PROMISE -> new Standing(state, attempt, claim);
                    case PRE_COMMIT -> new Standing(BranchState.PRE_COMMITTED, claim.epoch(), claim);
                    case PRE_ABORT -> new Standing(BranchState.PRE_ABORTED, claim.epoch(), claim);
                });
    }

    /** The same branch, ended. */
    public Standing ended(BranchState outcome) {
        return new Standing(outcome, attempt, promised);
    }
}
