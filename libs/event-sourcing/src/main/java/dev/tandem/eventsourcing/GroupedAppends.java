package dev.tandem.eventsourcing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends for many callers in few transactions (group commit): what arrives while one batch is being committed makes up
 * the next. There is one writer, since the log has one head. A lone append waits for nobody. Thread-safe.
 *
 * <p>A batch that fails is done again one by one, so that an append suffers from its own failure only.
 */
public final class GroupedAppends implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupedAppends.class);

    private static final int LARGEST_BATCH = 500;

    /** More are turned away at once, rather than kept until their callers have gone. */
    private static final int LONGEST_LINE = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The line is too long, or an answer did not come in time: then it may have been written, and asking again tells. */
    public static final class Overloaded extends RuntimeException {
        Overloaded(String message) {
            super(message, null, false, false);
        }
    }

    private record Waiting(Append append, CompletableFuture<AppendResult> result) {}

    private final BlockingQueue<Waiting> line = new LinkedBlockingQueue<>(LONGEST_LINE);
    private final EventStore store;
    private final Thread writer;

    public GroupedAppends(EventStore store) {
        this.store = store;
        this.writer = Thread.ofVirtual().name("appending").start(this::write);
    }

    /**
     * Returns when the events are committed, or turn out not to be appended.
     *
     * @throws Overloaded if that does not happen within 30 seconds
     * @throws RuntimeException whatever kept its transaction from committing
     */
    public AppendResult append(Append append) throws InterruptedException {
        var waiting = new Waiting(append, new CompletableFuture<>());
        if (!line.offer(waiting)) {
            throw new Overloaded("too many appends wait for their turn");
        }
        try {
            return waiting.result().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Overloaded("an append had no answer after " + PATIENCE);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void write() {
        var batch = new ArrayList<Waiting>(LARGEST_BATCH);
        try {
            while (true) {
                batch.add(line.take());
                line.drainTo(batch, LARGEST_BATCH - 1);
                write(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            log.debug("nothing is appended any more");
        }
    }

    private void write(List<Waiting> batch) {
        try {
            var results = store.append(batch.stream().map(Waiting::append).toList());
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().result().completeExceptionally(e);
            } else {
                log.debug("a batch of {} appends failed, going on one by one", batch.size(), e);
                batch.forEach(waiting -> write(List.of(waiting)));
            }
        }
    }

    /** Nobody may wait any more. */
    @Override
    public void close() {
        writer.interrupt();
    }
}
