package dev.tandem.commit.agreement;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;

/** The rule by which a group decides when its coordinator is silent, and by which a new coordinator takes over. */
public enum Termination {
    /**
     * Exactly the guide's decision rules ('Pre-Commit Phase Addition: The Game Changer'), made for participants that crash
     * and a network that does not: is anybody reachable in pre-commit, commit; else abort. On both sides of a partition
     * somebody decides, and not always the same. Each member decides for itself.
     */
    @JsonProperty("guide")
    GUIDE {
        @Override
        public Step begin() {
            return new Step.Ask(Question.LOOK);
        }

        @Override
        public Step next(Question asked, Collection<? extends Reply> replies, Group group) {
            return new Step.Done(Rules.guide(Rules.standing(replies)));
        }
    },
    /**
     * A majority has to follow before anything is decided (Skeen, 'A Quorum-Based Commit Protocol', 1982; with epochs, so
     * that whoever got stuck half-way can be overruled: Keidar and Dolev, 'Increasing the Resilience of Distributed and
     * Replicated Database Systems', 1998). Of two majorities one member is in both, and it tells the later one what the
     * earlier one was about to do. A minority waits.
     */
    @JsonProperty("quorum")
    QUORUM {
        @Override
        public Step begin() {
            return new Step.Ask(Question.PROMISE);
        }

        @Override
        public Step next(Question asked, Collection<? extends Reply> replies, Group group) {
            return Rules.quorum(asked, Rules.standing(replies), Rules.highestRefusal(replies), group.majority());
        }
    };

    /** How whoever takes over begins. */
    public abstract Step begin();

    /**
     * What follows from what came back.
     *
     * @param replies one of each member, the one's own among them
     */
    public abstract Step next(Question asked, Collection<? extends Reply> replies, Group group);

    /**
     * What the coordinator that began it makes of the answers to its pre-commit. By the guide whoever does not answer has
     * crashed and will ask when it is back, so one that has heard is enough; a quorum is one.
     */
    public Verdict announced(Collection<? extends Reply> replies, Group group) {
        var ended = Rules.ended(Rules.standing(replies));
        if (ended.isPresent()) {
            return ended.get();
        }
        var enough = this == GUIDE ? 1 : group.majority();
        return Rules.verdict(Question.PRE_COMMIT, Rules.standing(replies), Rules.highestRefusal(replies), enough);
    }

    /** Whether somebody among them knows how it ended. */
    public static boolean isKnown(Collection<? extends Reply> replies) {
        return Rules.ended(Rules.standing(replies)).isPresent();
    }

    /** Whether all have answered. */
    public static boolean isComplete(List<? extends Reply> replies) {
        return replies.stream().noneMatch(Reply.Silent.class::isInstance);
    }
}
