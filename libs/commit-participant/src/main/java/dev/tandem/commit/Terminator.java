package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import dev.tandem.commit.agreement.Step;
import dev.tandem.commit.agreement.Termination;
import dev.tandem.commit.agreement.Verdict;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the members of a group do when their coordinator is silent (guide, 'Non-Blocking Properties'): they ask each other,
 * and decide by the rule that the coordinator has given them. Any of them may begin, and several may at once.
 */
class Terminator {

    /** The second one with what was learnt of others who lead; then it is theirs until the next look. */
    private static final int ATTEMPTS = 2;

    private static final Logger log = LoggerFactory.getLogger(Terminator.class);

    private final String me;
    private final Standings standings;
    private final Peers peers;
    private final Faults faults;

    Terminator(String me, Standings standings, Peers peers, Faults faults) {
        this.me = me;
        this.standings = standings;
        this.peers = peers;
        this.faults = faults;
    }

    /**
     * What becomes of a branch in doubt.
     *
     * @param wasAway whether this service has been down since its vote: the others may have decided without it, so by the
     *     guide's rule it decides nothing before it has heard all of them
     */
    Advice about(PhaseLog.Entry branch, boolean wasAway) {
        if (!branch.group().members().contains(me)) {
            return Advice.WAIT; // prepared without a group: only the coordinator knows
        }
        return switch (branch.group().termination()) {
            case GUIDE -> byTheGuide(branch, wasAway);
            case QUORUM -> byAQuorum(branch);
        };
    }

    private Advice byTheGuide(PhaseLog.Entry branch, boolean wasAway) {
        var replies = ask(branch, Question.LOOK, branch.standing().promised());
        if (wasAway && !Termination.isKnown(replies) && !Termination.isComplete(replies)) {
            return Advice.WAIT;
        }
        var step = branch.group().termination().next(Question.LOOK, replies, branch.group());
        return step instanceof Step.Done(var verdict) ? advice(branch, verdict) : Advice.WAIT;
    }

    private Advice byAQuorum(PhaseLog.Entry branch) {
        var epoch = branch.standing().promised().epoch() + 1;
        for (var attempt = 1; ; attempt++) {
            var claim = new Claim(epoch, me);
            var verdict = lead(branch, claim);
            if (verdict instanceof Verdict.Outranked(var higher) && attempt < ATTEMPTS) {
                epoch = higher + 1;
                continue;
            }
            var advice = advice(branch, verdict);
            tell(branch, claim, advice);
            return advice;
        }
    }

    private Verdict lead(PhaseLog.Entry branch, Claim claim) {
        var group = branch.group();
        var step = group.termination().begin();
        while (step instanceof Step.Ask(var question)) {
            if (question != Question.PROMISE) {
                faults.reach(FaultPoint.PARTICIPANT_AFTER_ELECTION, branch.transactionId());
            }
            step = group.termination().next(question, ask(branch, question, claim), group);
        }
        return ((Step.Done) step).verdict();
    }

    private static Advice advice(PhaseLog.Entry branch, Verdict verdict) {
        var id = branch.transactionId();
        return switch (verdict) {
            case Verdict.Commit() -> {
                log.info("the coordinator is silent, and the members commit transaction {}", id);
                yield Advice.COMMIT;
            }
            case Verdict.Abort() -> {
                log.info("the coordinator is silent, and the members abort transaction {}", id);
                yield Advice.ABORT;
            }
            case Verdict.Wait(var why) -> {
                log.debug("transaction {} waits: {}", id, why);
                yield Advice.WAIT;
            }
            case Verdict.Outranked(var epoch) -> {
                log.debug("transaction {} is led by somebody else in epoch {}", id, epoch);
                yield Advice.WAIT;
            }
        };
    }

    /** Whoever does not hear of it asks. */
    private void tell(PhaseLog.Entry branch, Claim claim, Advice advice) {
        if (advice == Advice.COMMIT || advice == Advice.ABORT) {
            faults.reach(FaultPoint.PARTICIPANT_AFTER_AGREEMENT, branch.transactionId());
            var outcome = advice == Advice.COMMIT ? BranchState.COMMITTED : BranchState.ABORTED;
            all(branch, member -> peers.tell(member, branch.transactionId(), claim, outcome));
        }
    }

    /** Oneself first: whoever does not know where it stands itself has nothing to ask. */
    private List<Reply> ask(PhaseLog.Entry branch, Question question, Claim claim) {
        var id = branch.transactionId();
        var replies = new ArrayList<Reply>();
        replies.add(standings.hear(id, question, claim));
        replies.addAll(all(branch, member -> peers.ask(member, id, question, claim)));
        return replies;
    }

    /** All others at once; each has a time limit of its own. */
    private List<Reply> all(PhaseLog.Entry branch, Function<String, Reply> question) {
        var questions = branch.group().members().stream()
                .filter(member -> !member.equals(me))
                .<Callable<Reply>>map(member -> () -> question.apply(member))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(questions).stream()
                    .map(reply -> reply.state() == Future.State.SUCCESS ? reply.resultNow() : new Reply.Silent())
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the others were asked", e);
        }
    }
}
