package dev.tandem.orchestrator.commit;

import dev.tandem.commit.agreement.Verdict;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.orchestrator.commit.Acknowledgement.Ended;
import dev.tandem.orchestrator.commit.Acknowledgement.Replaced;
import dev.tandem.orchestrator.commit.Acknowledgement.Silence;
import dev.tandem.orchestrator.commit.BranchRecord.Vote;
import dev.tandem.orchestrator.commit.TransactionState.Decision;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Two-phase commit, and the third phase (guide, 'Two-Phase Commit (2PC)', 'Three-Phase Commit (3PC)'; Gray, Lamport, 'Consensus on Transaction Commit', section 3; presumed
 * abort after Mohan, Lindsay, Obermarck, 'Transaction Management in the R* Distributed Database Management System').
 *
 * <ol>
 *   <li>Who takes part is noted, then all are asked to vote at once. Silence is a no.
 *   <li>In three-phase commit all are told that all said yes, before anything is decided: {@link PreCommitting}.
 *   <li>If all said yes, the decision to commit is forced to disk before anybody hears of it. Anything else is an abort,
 *       which needs no record: it is what a transaction without a decision comes to.
 *   <li>All who may be prepared are told, and told again, until they have acknowledged.
 * </ol>
 *
 * <p>A transaction has one owner. Whoever takes it up after a crash, a standstill, or because somebody has not been
 * reached, does so in a new epoch: the log refuses the decision of whoever was replaced, and participants that have
 * heard of the new epoch refuse everything else of it.
 */
@Component
class Coordinator {

    private static final Logger log = LoggerFactory.getLogger(Coordinator.class);

    /** Beyond the time for voting, before others may believe that the owner is gone. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final TransactionLog transactions;
    private final Participants participants;
    private final Ballots ballots;
    private final PreCommitting preCommitting;
    private final CoordinatorProperties properties;
    private final CoordinatorMeters meters;
    private final Clock clock;
    private final Faults faults;
    private final String me;

    Coordinator(
            TransactionLog transactions,
            Participants participants,
            Ballots ballots,
            PreCommitting preCommitting,
            CoordinatorProperties properties,
            CoordinatorMeters meters,
            Clock clock,
            Faults faults,
            @Value("${tandem.instance:${spring.application.name}}") String me) {
        this.transactions = transactions;
        this.participants = participants;
        this.ballots = ballots;
        this.preCommitting = preCommitting;
        this.properties = properties;
        this.meters = meters;
        this.clock = clock;
        this.faults = faults;
        this.me = me;
    }

    private record Heard(String participant, Ballot ballot, long millis) {}

    private record Told(String participant, Acknowledgement acknowledgement, long millis) {}

    /**
     * Carries a transaction out, as far as it gets within its time.
     *
     * @return as it is then: decided, unless somebody else has taken it over; an earlier one of the same id as it is
     */
    Transaction run(UUID id, Begin request, Duration timeout) {
        var branches = request.branches().stream()
                .map(branch -> BranchRecord.asked(branch.participant(), branch.operation()))
                .toList();
        var termination =
                switch (request.protocol()) {
                    case TWO_PHASE_COMMIT -> null;
                    case THREE_PHASE_COMMIT -> properties.termination();
                };
        var begun = Transaction.begin(id, termination, me, branches, clock.instant());
        if (!transactions.begin(begun, timeout.plus(GRACE))) {
            return transactions.find(id).orElseThrow();
        }
        var voted = meters.timed("prepare", () -> collectVotes(begun, request.branches(), timeout));
        faults.reach(FaultPoint.COORDINATOR_AFTER_VOTES, id);
        return decide(voted);
    }

    private Transaction collectVotes(Transaction transaction, List<Begin.BranchRequest> requests, Duration timeout) {
        var questions = requests.stream()
                .<Callable<Heard>>map(request -> () -> {
                    var begin = System.nanoTime();
                    var ballot = participants.vote(transaction, request);
                    return new Heard(request.participant(), ballot, millisSince(begin));
                })
                .toList();
        var current = new Transaction[] {transaction};
        Predicate<Heard> isNo = heard -> heard.ballot().vote() == Vote.NO;
        ballots.ask(
                questions,
                timeout,
                heard -> current[0] = current[0]
                        .with(heard.participant(), branch -> branch.voted(heard.ballot(), heard.millis()))
                        .note(clock.instant(), "voted " + heard.ballot().vote(), heard.participant()),
                isNo);
        return current[0];
    }

    private Transaction decide(Transaction voted) {
        var refusal = voted.refusal();
        if (refusal.isPresent()) {
            var no = refusal.get();
            return giveUp(voted, no.reason() == null ? "ABORTED" : no.reason(), no.participant() + ": " + no.detail());
        }
        var silent = voted.branches().stream()
                .filter(branch -> branch.vote() == null)
                .map(BranchRecord::participant)
                .toList();
        if (!silent.isEmpty()) {
            return giveUp(voted, "TIMEOUT", "no vote from " + String.join(", ", silent));
        }
        var decided = voted.commit(clock.instant());
        if (decided.waiting().isEmpty()) { // all had only to look, or the only branch has committed with its vote
            var ended = decided.endIfComplete(clock.instant());
            transactions.save(ended, Duration.ZERO);
            return counted(ended);
        }
        return switch (voted.protocol()) {
            case TWO_PHASE_COMMIT -> commit(decided);
            case THREE_PHASE_COMMIT -> preCommit(voted);
        };
    }

    private Transaction preCommit(Transaction voted) {
        var announced = voted.preCommit(clock.instant());
        if (!meters.timed("decide", () -> transactions.decide(announced, properties.lease()))) {
            return replaced(announced);
        }
        return conclude(meters.timed("pre-commit", () -> preCommitting.announce(announced)));
    }

    private Transaction conclude(PreCommitting.Agreed agreed) {
        var transaction = agreed.transaction();
        return switch (agreed.verdict()) {
            case Verdict.Commit() -> commit(transaction.commit(clock.instant()));
            case Verdict.Abort() ->
                giveUp(transaction, "ABORTED", "the participants gave up without their coordinator");
            case Verdict.Wait(var why) -> waiting(transaction, "waiting: " + why);
            case Verdict.Outranked(var epoch) -> outranked(transaction, epoch);
        };
    }

    /** Whoever takes it up next asks again; however often that is, it is noted once. */
    private Transaction waiting(Transaction transaction, String why) {
        var isNoted = transaction.timeline().getLast().event().equals(why);
        var waiting = isNoted ? transaction : transaction.note(clock.instant(), why, null);
        return transactions.save(waiting, properties.pauseAfter(waiting.attempts())) ? waiting : replaced(waiting);
    }

    /** Participants follow one of their own, because their coordinator was silent: it comes back with a higher claim. */
    private Transaction outranked(Transaction transaction, int epoch) {
        log.info("transaction {} is led by a participant, in epoch {}", transaction.id(), epoch);
        meters.fenced();
        return transactions.leap(transaction, epoch, properties.firstPause()) ? transaction : replaced(transaction);
    }

    private Transaction commit(Transaction decided) {
        if (!meters.timed("decide", () -> transactions.decide(decided, properties.lease()))) {
            return replaced(decided);
        }
        faults.reach(FaultPoint.COORDINATOR_AFTER_DECISION, decided.id());
        return meters.timed("commit", () -> tell(decided));
    }

    private Transaction giveUp(Transaction voted, String reason, String detail) {
        var aborted = voted.abort(reason, detail, clock.instant());
        log.info("transaction {} is aborted: {} ({})", aborted.id(), reason, detail);
        // Not forced: lost, it would be presumed. But whoever looks for transactions without an owner shall see it.
        return transactions.save(aborted, properties.lease()) ? tell(aborted) : replaced(aborted);
    }

    /** Goes on with a transaction that was taken over: what was not decided is aborted, what was is told. */
    void resume(Transaction taken) {
        log.info(
                "transaction {} is taken up in epoch {}, {}, {} to be told",
                taken.id(),
                taken.epoch(),
                taken.state(),
                taken.waiting().size());
        switch (taken.state()) {
            case PREPARING -> {
                var aborted = taken.abort("ABORTED", "its coordinator was lost before it decided", clock.instant());
                if (transactions.decide(aborted, properties.lease())) {
                    tell(aborted);
                }
            }
            case PRE_COMMITTING -> conclude(preCommitting.takeUp(taken));
            case COMMITTING, ABORTING -> tell(taken);
            case COMMITTED, ABORTED -> throw new IllegalStateException(taken + " has ended");
        }
    }

    /** One round: everybody who waits is told at once. Whoever does not answer in time is told again by a later one. */
    private Transaction tell(Transaction transaction) {
        var commit = transaction.state().decision() == Decision.COMMIT;
        var questions = transaction.waiting().stream()
                .<Callable<Told>>map(branch -> () -> {
                    var begin = System.nanoTime();
                    var acknowledgement =
                            participants.tell(transaction.id(), transaction.epoch(), branch.participant(), commit);
                    return new Told(branch.participant(), acknowledgement, millisSince(begin));
                })
                .toList();
        var current = new Transaction[] {transaction};
        var replacedBy = new int[1];
        Predicate<Told> isReplaced = told -> told.acknowledgement() instanceof Replaced;
        Consumer<Told> hear = told -> {
            current[0] = hear(current[0], told);
            if (told.acknowledgement() instanceof Replaced(var by)) {
                replacedBy[0] = by;
            }
        };
        ballots.ask(questions, properties.patience(), hear, isReplaced);
        var told = current[0].endIfComplete(clock.instant());
        if (!transactions.save(told, properties.pauseAfter(told.attempts()))) {
            return replaced(told);
        }
        if (replacedBy[0] > told.epoch()) {
            return outranked(told, replacedBy[0]);
        }
        return told.endedAt() == null ? told : counted(told);
    }

    private Transaction hear(Transaction transaction, Told told) {
        return switch (told.acknowledgement()) {
            case Ended(var state) -> {
                faults.reach(FaultPoint.COORDINATOR_AFTER_ACKNOWLEDGEMENT, transaction.id());
                yield transaction
                        .with(told.participant(), branch -> branch.ended(state, told.millis()))
                        .note(clock.instant(), state.name(), told.participant());
            }
            case Silence(var why) -> {
                log.debug("transaction {}: {} is silent: {}", transaction.id(), told.participant(), why);
                yield transaction;
            }
            case Replaced _ -> transaction;
        };
    }

    /** What somebody else has made of it meanwhile. */
    private Transaction replaced(Transaction mine) {
        log.warn("transaction {} was taken over: what epoch {} wanted does not count", mine.id(), mine.epoch());
        meters.fenced();
        return transactions.find(mine.id()).orElse(mine);
    }

    private Transaction counted(Transaction ended) {
        if (ended.heuristic() != null) {
            log.error(
                    "transaction {} was decided {} and ended otherwise by somebody's hand: {}",
                    ended.id(),
                    ended.state(),
                    ended.heuristic());
        }
        meters.ended(ended);
        return ended;
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
