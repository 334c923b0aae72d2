package dev.tandem.commit.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.commit.agreement.Reply.Refuses;
import dev.tandem.commit.agreement.Reply.Silent;
import dev.tandem.commit.agreement.Reply.Stands;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Semantics 17 to 21 as tables: what follows from what the members say. */
class TerminationTest {

    private static final Reply VOTED = new Stands(BranchState.PREPARED, 0);
    private static final Reply PRE_COMMITTED = new Stands(BranchState.PRE_COMMITTED, 1);
    private static final Reply COMMITTED = new Stands(BranchState.COMMITTED, 0);
    private static final Reply ABORTED = new Stands(BranchState.ABORTED, 0);
    private static final Reply SILENT = new Silent();

    private static final Verdict COMMIT = new Verdict.Commit();
    private static final Verdict ABORT = new Verdict.Abort();

    @Test
    void byTheGuideOneInPreCommitIsEnoughToCommit() {
        assertThat(guide(VOTED, PRE_COMMITTED, VOTED)).isEqualTo(COMMIT);
        assertThat(guide(VOTED, SILENT, SILENT)).isEqualTo(ABORT);
        assertThat(guide(VOTED, VOTED, VOTED)).isEqualTo(ABORT);
    }

    /** The fatal flaw: A | B, C with the pre-commit at A alone. */
    @Test
    void byTheGuideBothSidesOfAPartitionDecideAndNotTheSame() {
        assertThat(guide(PRE_COMMITTED, SILENT, SILENT)).isEqualTo(COMMIT);
        assertThat(guide(SILENT, VOTED, VOTED)).isEqualTo(ABORT);
    }

    @Test
    void byAQuorumTheSamePartitionLetsTheMajorityDecideAndTheMinorityWait() {
        assertThat(after(Question.PROMISE, PRE_COMMITTED, SILENT, SILENT)).isInstanceOf(Verdict.Wait.class);
        assertThat(asks(Question.PROMISE, SILENT, VOTED, VOTED)).isEqualTo(Question.PRE_ABORT);
        assertThat(after(Question.PRE_ABORT, SILENT, preAborted(2), preAborted(2)))
                .isEqualTo(ABORT);
    }

    @Test
    void byAQuorumEverybodyIsBroughtToOneStateBeforeItIsDecided() {
        assertThat(asks(Question.PROMISE, VOTED, PRE_COMMITTED, SILENT)).isEqualTo(Question.PRE_COMMIT);
        assertThat(after(Question.PRE_COMMIT, preCommitted(2), preCommitted(2), SILENT))
                .isEqualTo(COMMIT);
        assertThat(after(Question.PRE_COMMIT, preCommitted(2), SILENT, SILENT)).isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void ofTwoAttemptsTheLaterOneIsGoneOnWith() {
        assertThat(asks(Question.PROMISE, preCommitted(1), preAborted(2), VOTED))
                .isEqualTo(Question.PRE_ABORT);
        assertThat(asks(Question.PROMISE, preCommitted(3), preAborted(2), VOTED))
                .isEqualTo(Question.PRE_COMMIT);
    }

    @Test
    void whatIsOverForOneIsOverForAll() {
        for (var question : Question.values()) {
            assertThat(after(question, COMMITTED, SILENT, SILENT)).isEqualTo(COMMIT);
            assertThat(after(question, ABORTED, SILENT, SILENT)).isEqualTo(ABORT);
        }
        assertThat(guide(COMMITTED, VOTED, VOTED)).isEqualTo(COMMIT);
        assertThat(guide(PRE_COMMITTED, ABORTED, VOTED)).isEqualTo(ABORT);
    }

    @Test
    void whoeverFollowsSomebodyElseSaysInWhichEpoch() {
        assertThat(after(Question.PROMISE, VOTED, new Refuses(4), new Refuses(7)))
                .isEqualTo(new Verdict.Outranked(7));
        assertThat(asks(Question.PROMISE, VOTED, VOTED, new Refuses(7))).isEqualTo(Question.PRE_ABORT);
    }

    @Test
    void theCoordinatorGoesOnWithOneAcknowledgementByTheGuideAndWithAMajorityByAQuorum() {
        var answers = List.of(preCommitted(1), SILENT, SILENT);

        assertThat(Termination.GUIDE.announced(answers, group(Termination.GUIDE, 3)))
                .isEqualTo(COMMIT);
        assertThat(Termination.QUORUM.announced(answers, group(Termination.QUORUM, 3)))
                .isInstanceOf(Verdict.Wait.class);
        assertThat(Termination.QUORUM.announced(
                        List.of(preCommitted(1), preCommitted(1), SILENT), group(Termination.QUORUM, 3)))
                .isEqualTo(COMMIT);
        assertThat(Termination.GUIDE.announced(List.of(SILENT, SILENT), group(Termination.GUIDE, 2)))
                .isInstanceOf(Verdict.Wait.class);
    }

    @Test
    void aMemberFollowsWhoeverClaimsMoreAndOfTwoThatClaimTheSameOne() {
        var promised =
                Standing.VOTED.hear(Question.PROMISE, new Claim(2, "alpha")).orElseThrow();

        assertThat(promised.hear(Question.PRE_ABORT, new Claim(2, "beta"))).isEmpty();
        assertThat(promised.hear(Question.PRE_COMMIT, Claim.FIRST)).isEmpty();
        assertThat(promised.hear(Question.PRE_ABORT, new Claim(2, "alpha")))
                .contains(new Standing(BranchState.PRE_ABORTED, 2, new Claim(2, "alpha")));
        assertThat(promised.hear(Question.PROMISE, new Claim(3, "beta")))
                .contains(new Standing(BranchState.PREPARED, 0, new Claim(3, "beta")));
    }

    @Test
    void whoHasEndedSaysSoWhoeverAsks() {
        var ended = Standing.VOTED.ended(BranchState.COMMITTED);

        for (var question : Question.values()) {
            assertThat(ended.hear(question, new Claim(1, "anybody"))).contains(ended);
        }
    }

    private static Reply preCommitted(int attempt) {
        return new Stands(BranchState.PRE_COMMITTED, attempt);
    }

    private static Reply preAborted(int attempt) {
        return new Stands(BranchState.PRE_ABORTED, attempt);
    }

    private static Verdict guide(Reply... replies) {
        return done(Termination.GUIDE.next(Question.LOOK, List.of(replies), group(Termination.GUIDE, replies.length)));
    }

    private static Verdict after(Question asked, Reply... replies) {
        return done(quorum(asked, replies));
    }

    private static Question asks(Question asked, Reply... replies) {
        return quorum(asked, replies) instanceof Step.Ask(var question) ? question : Question.LOOK;
    }

    private static Step quorum(Question asked, Reply... replies) {
        return Termination.QUORUM.next(asked, List.of(replies), group(Termination.QUORUM, replies.length));
    }

    private static Verdict done(Step step) {
        return step instanceof Step.Done(var verdict) ? verdict : new Verdict.Wait("it asks on: " + step);
    }

    private static Group group(Termination termination, int size) {
        return new Group(List.of("alpha", "beta", "gamma", "delta").subList(0, size), termination);
    }
}
