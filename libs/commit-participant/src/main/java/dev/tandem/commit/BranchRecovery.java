package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks for prepared branches that wait for a decision: at start-up for all, because nobody knows for how long this
 * process was dead, and then again and again for those that have waited too long. Nothing about them is kept in memory
 * that matters: the server's list is the participant's log.
 *
 * <p>One that nobody remembers is rolled back only if two looks in a row said so.
 */
class BranchRecovery implements SmartLifecycle {

    private static final int FORGOTTEN_AT_ONCE = 1_000;
    private static final Logger log = LoggerFactory.getLogger(BranchRecovery.class);

    private final PreparedTransactions prepared;
    private final BranchLog branches;
    private final Ending ending;
    private final Supplier<Inquiry> inquiries;
    private final PhaseLog phases;
    private final Terminator terminator;
    private final CommitProperties properties;
    private final Set<UUID> forgotten = new HashSet<>();
    private final Set<UUID> reported = new HashSet<>();

    /** Those that voted before this process was there; {@code null} until it has looked for them. */
    private @Nullable Set<UUID> inherited;

    private boolean databaseIsAway;
    private CountDownLatch stopped = new CountDownLatch(1);
    private Thread thread = new Thread();

    BranchRecovery(
            PreparedTransactions prepared,
            BranchLog branches,
            Ending ending,
            Supplier<Inquiry> inquiries,
            PhaseLog phases,
            Terminator terminator,
            CommitProperties properties) {
        this.prepared = prepared;
        this.branches = branches;
        this.ending = ending;
        this.inquiries = inquiries;
        this.phases = phases;
        this.terminator = terminator;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("branch-recovery").start(this::run);
    }

    private void run() {
        var minimumAge = Duration.ZERO;
        try {
            do {
                if (look(minimumAge)) {
                    minimumAge = properties.inquireAfter();
                }
            } while (!stopped.await(properties.inquiryInterval().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.debug("stopping");
        }
    }

    /** Looks once, and says whether the database let it. */
    boolean look(Duration minimumAge) {
        try {
            var waiting = prepared.own().stream()
                    .filter(branch -> branch.ageSeconds() * 1e3 >= minimumAge.toMillis())
                    .toList();
            var ids = waiting.stream().map(PreparedBranch::transactionId).toList();
            var before = inherited == null ? Set.copyOf(ids) : inherited;
            inherited = before;
            var inquiry = inquiries.get();
            waiting.forEach(branch -> resolve(branch, advice(branch, inquiry, before)));
            forgotten.retainAll(ids);
            reported.retainAll(ids);
            branches.forget(properties.retention(), FORGOTTEN_AT_ONCE);
            databaseIsAway = false;
            return true;
        } catch (RuntimeException e) { // whatever it is, this thread must not die of it
            if (!databaseIsAway) {
                log.warn("prepared branches cannot be looked at, and are looked for until it works: {}", e.toString());
            }
            databaseIsAway = true;
            return false;
        }
    }

    /** The coordinator knows. If it is silent, two-phase commit depends on a peer that knows; three-phase does not. */
    private Advice advice(PreparedBranch branch, Inquiry inquiry, Set<UUID> inherited) {
        var id = branch.transactionId();
        return inquiry.ofCoordinator(id)
                .orElseGet(() -> phases.find(id)
                        .map(member -> terminator.about(member, inherited.contains(id)))
                        .orElseGet(() -> inquiry.ofPeers(id)));
    }

    private void resolve(PreparedBranch branch, Advice advice) {
        var id = branch.transactionId();
        switch (advice) {
            case COMMIT -> report(branch, ending.commit(id));
            case ABORT -> report(branch, ending.abort(id));
            case ABORT_PRESUMED -> {
                if (!forgotten.add(id)) {
                    report(branch, ending.abort(id));
                }
            }
            case WAIT -> {
                forgotten.remove(id);
                if (branch.ageSeconds() >= properties.inquireAfter().toSeconds() && reported.add(id)) {
                    log.warn(
                            "transaction {} has been in doubt for {} s: its coordinator has not decided or is silent,"
                                    + " and the other participants cannot tell either; it holds {} locks",
                            id,
                            Math.round(branch.ageSeconds()),
                            branch.locks());
                }
            }
        }
    }

    private static void report(PreparedBranch branch, BranchState state) {
        log.info(
                "transaction {} was in doubt for {} s and is {}",
                branch.transactionId(),
                Math.round(branch.ageSeconds()),
                state);
    }

    @Override
    public synchronized void stop() {
        stopped.countDown();
        try {
            if (!thread.join(Duration.ofSeconds(5))) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
