package dev.tandem.orchestrator.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import dev.tandem.commit.agreement.Step;
import dev.tandem.commit.agreement.Termination;
import dev.tandem.commit.agreement.Verdict;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/**
 * What three-phase commit has between the votes and the decision (guide, 'Pre-Commit Phase Addition: The Game Changer'): all
 * are told that all voted yes, so that they can go on without their coordinator. That is also why the decision is not the
 * coordinator's alone any more, and whoever takes a transaction up in this phase asks before it tells.
 */
@Component
class PreCommitting {

    private final Participants participants;
    private final Ballots ballots;
    private final CoordinatorProperties properties;
    private final Clock clock;
    private final Faults faults;

    PreCommitting(
            Participants participants, Ballots ballots, CoordinatorProperties properties, Clock clock, Faults faults) {
        this.participants = participants;
        this.ballots = ballots;
        this.properties = properties;
        this.clock = clock;
        this.faults = faults;
    }

    /** What the participants were asked until now, and what follows from it. */
    record Agreed(Transaction transaction, Verdict verdict) {}

    private record Answer(String participant, Reply reply, long millis) {}

    private record Round(Transaction transaction, List<Reply> replies) {}

    /** Tells all that all voted yes. */
    Agreed announce(Transaction announced) {
        faults.reach(FaultPoint.COORDINATOR_BEFORE_PRE_COMMIT, announced.id());
        var round = ask(announced, Question.PRE_COMMIT);
        faults.reach(FaultPoint.COORDINATOR_BEFORE_DECISION, announced.id());
        var group = Objects.requireNonNull(announced.group());
        return new Agreed(round.transaction(), group.termination().announced(round.replies(), group));
    }

    /** Brings all that can be reached to one state, before anything is decided by somebody new. */
    Agreed takeUp(Transaction taken) {
        var group = Objects.requireNonNull(taken.group());
        var current = taken;
        var step = group.termination().begin();
        while (step instanceof Step.Ask(var question)) {
            var round = ask(current, question);
            current = round.transaction();
            step = group.termination().next(question, round.replies(), group);
        }
        var verdict = ((Step.Done) step).verdict();
        if (group.termination() == Termination.GUIDE && verdict instanceof Verdict.Commit) {
            current = ask(current, Question.PRE_COMMIT).transaction(); // a quorum has been brought there by its rule
        }
        return new Agreed(current, verdict);
    }

    private Round ask(Transaction transaction, Question question) {
        var questions = transaction.branches().stream()
                .<Callable<Answer>>map(branch -> () -> {
                    var begin = System.nanoTime();
                    var reply = participants.ask(transaction.id(), transaction.epoch(), branch.participant(), question);
                    return new Answer(branch.participant(), reply, (System.nanoTime() - begin) / 1_000_000);
                })
                .toList();
        var current = new Transaction[] {transaction};
        var replies = new ArrayList<Reply>();
        ballots.ask(
                questions,
                properties.patience(),
                answer -> {
                    replies.add(answer.reply());
                    current[0] = note(current[0], question, answer);
                },
                answer -> false);
        return new Round(current[0], replies);
    }

    private Transaction note(Transaction transaction, Question question, Answer answer) {
        if (question != Question.PRE_COMMIT || !(answer.reply() instanceof Reply.Stands(var state, var _))) {
            return transaction;
        }
        faults.reach(FaultPoint.COORDINATOR_AFTER_PRE_COMMIT, transaction.id());
        var noted = transaction.note(clock.instant(), state.name(), answer.participant());
        return state == BranchState.PRE_COMMITTED
                ? noted.with(answer.participant(), branch -> branch.preCommitted(answer.millis()))
                : noted;
    }
}
