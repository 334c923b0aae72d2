package dev.tandem.messaging;

import dev.tandem.messaging.DeadLetter.State;
import dev.tandem.messaging.DeadLetterRows.Filter;
import dev.tandem.messaging.Verdict.Broken;
import dev.tandem.messaging.Verdict.Decided;
import dev.tandem.messaging.Verdict.Done;
import dev.tandem.messaging.Verdict.Unheard;
import dev.tandem.messaging.Verdict.Unknown;
import dev.tandem.messaging.Verdict.WaitsBehind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Where operators decide on dead letters.
 *
 * <p>A replay does the message's work, sends its answers and marks the row in one transaction that holds the row, so it
 * happens once whoever asks for it, on which replica, how often, and with a crash in between: the row says so for ever,
 * while the inbox forgets. Events are replayed in their order: the first of a key that is parked, then those behind it,
 * each in a transaction of its own. Meanwhile the consumer parks what comes new: both sides take the key's
 * {@linkplain DeadLetters#lock lock}, so nothing overtakes and nothing is left behind a message that is done.
 */
class DeadLetterDesk {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDesk.class);

    /** How often to try a message that meets others at the same rows. */
    private static final int CONTENTION_TRIES = 3;

    private final DeadLetterRows rows;
    private final DeadLetters parking;
    private final Inbox inbox;
    private final Map<String, Replay<?>> replays;
    private final TransactionOperations transaction;

    /** @param replays how each consumer's messages are handled, by its name */
    DeadLetterDesk(
            DeadLetterRows rows,
            DeadLetters parking,
            Inbox inbox,
            Map<String, Replay<?>> replays,
            TransactionOperations transaction) {
        this.rows = rows;
        this.parking = parking;
        this.inbox = inbox;
        this.replays = Map.copyOf(replays);
        this.transaction = transaction;
    }

    /** Has a dead letter done after all, and those events that wait behind it. */
    Verdict replay(UUID id, Audit audit) {
        var letter = rows.find(id).orElse(null);
        if (letter == null) {
            return new Unknown();
        }
        var verdict = tryOne(letter, audit);
        return verdict instanceof Done(var replayed, var broken) && broken.isEmpty()
                ? goOn(letter, audit, replayed)
                : verdict;
    }

    /** The same for all that are parked, the oldest first; what fails again stays, and what waits behind it. */
    Done replayAll(Filter filter, Audit audit) {
        var replayed = 0;
        var broken = new ArrayList<Broken>();
        for (var id : rows.parkedInOrder(filter)) {
            if (replay(id, audit) instanceof Done done) { // others were done with an earlier one, or wait
                replayed += done.replayed();
                broken.addAll(done.broken());
            }
        }
        return new Done(replayed, broken);
    }

    /** Gives a message up. Events that waited behind it are done now, since nothing is before them any more. */
    Verdict discard(UUID id, Audit audit) {
        var letter = rows.find(id).orElse(null);
        if (letter == null) {
            return new Unknown();
        }
        var othersMayGoOn = new AtomicBoolean();
        var verdict = Objects.requireNonNull(transaction.execute(status -> {
            lockKey(letter);
            var state = rows.lock(id).orElseThrow().state();
            if (state != State.PARKED) {
                return new Decided(state);
            }
            othersMayGoOn.set(isInOrder(letter) && isFirst(letter));
            rows.decide(id, State.DISCARDED, audit);
            log.info("dead letter {} discarded by {}: {}", id, audit.by(), audit.note());
            return new Done(0, List.of());
        }));
        return othersMayGoOn.get() ? goOn(letter, audit, 0) : verdict;
    }

    /** Has those events done that waited behind one that is decided. */
    private Done goOn(DeadLetter decided, Audit audit, int replayedBefore) {
        var replayed = replayedBefore;
        while (isInOrder(decided)) {
            var next = first(decided);
            if (next == null) {
                break;
            }
            switch (tryOne(next, audit)) {
                case Done(var more, var broken) when broken.isEmpty() -> replayed += more;
                case Done(var more, var broken) -> {
                    return new Done(replayed + more, broken);
                }
                case Unknown _, Decided _, WaitsBehind _ -> {} // another replica is at it too: look again
                case Unheard _ -> {
                    return new Done(replayed, List.of());
                }
            }
        }
        return new Done(replayed, List.of());
    }

    private Verdict tryOne(DeadLetter letter, Audit audit) {
        var replay = replays.get(letter.consumer());
        if (replay == null) {
            return new Unheard(letter.consumer());
        }
        for (var attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transaction.execute(status -> inTurn(letter.id(), replay, audit)));
            } catch (RuntimeException e) {
                if (Failures.isPassing(e)) {
                    throw e;
                }
                if (!Failures.isContention(e) || attempt == CONTENTION_TRIES) {
                    return stillBroken(letter, e);
                }
            }
        }
    }

    /** Everything in here commits together or not at all. */
    private Verdict inTurn(UUID id, Replay<?> replay, Audit audit) {
        lockKey(rows.find(id).orElseThrow());
        var letter = rows.lock(id).orElseThrow();
        if (letter.state() != State.PARKED) {
            return new Decided(letter.state());
        }
        var first = replay.isInOrder() ? first(letter) : null;
        if (first != null && !first.id().equals(id)) {
            return new WaitsBehind(first.id());
        }
        if (!inbox.handledSinceParked(letter.id())) {
            replay.handle(letter);
            inbox.remember(letter.consumer(), letter.messageId());
        }
        rows.decide(id, State.REPLAYED, audit);
        log.info("dead letter {} replayed by {}: {}", id, audit.by(), audit.note());
        return new Done(1, List.of());
    }

    private Done stillBroken(DeadLetter letter, RuntimeException failure) {
        transaction.executeWithoutResult(status -> rows.stillBroken(letter.id(), failure.toString()));
        log.warn("dead letter {} was tried again, and failed again: {}", letter.id(), failure.toString());
        return new Done(0, List.of(new Broken(letter.id(), failure.toString())));
    }

    private void lockKey(DeadLetter letter) {
        if (letter.key() != null) {
            parking.lock(letter.consumer(), List.of(letter.key()));
        }
    }

    private boolean isInOrder(DeadLetter letter) {
        var replay = replays.get(letter.consumer());
        return replay != null && replay.isInOrder();
    }

    private boolean isFirst(DeadLetter letter) {
        var first = first(letter);
        return first != null && first.id().equals(letter.id());
    }

    private @Nullable DeadLetter first(DeadLetter ofThisKey) {
        return ofThisKey.key() == null
                ? null
                : rows.firstOfKey(ofThisKey.consumer(), ofThisKey.key())
                        .flatMap(rows::find)
                        .orElse(null);
    }
}
