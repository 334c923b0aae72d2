package dev.tandem.order.placing;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.messaging.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Places the orders of concurrent requests in common transactions (group commit): what arrives while one batch is being
 * committed makes up the next. A lone order waits for nobody; under load the commit, which is what an order costs most,
 * is shared by all who wait for one. Thread-safe.
 *
 * <p>A batch that fails is done again one by one, so that an order suffers from its own failure only.
 */
@Component
class PlacingTogether implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(PlacingTogether.class);

    /** While one batch is on its way to the disk, the next is made. */
    private static final int WORKERS = 2;

    private static final int LARGEST_BATCH = 500;

    /** More are turned away at once, rather than kept until their clients have gone. */
    private static final int LONGEST_LINE = 10_000;

    /** The least time between the beginnings of a worker's batches, so that under load a batch has several orders. */
    private static final Duration BEAT = Duration.ofMillis(10);

    /** Well above what a batch takes that waits for a connection, fails, and is done again one by one. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A wish, and who waits for what becomes of it. */
    private record Waiting(Wish wish, CompletableFuture<Placement> placement) {}

    private final BlockingQueue<Waiting> line = new LinkedBlockingQueue<>(LONGEST_LINE);
    private final PlacingOrders placing;
    private final Outbox outbox;
    private final List<Thread> workers;

    PlacingTogether(PlacingOrders placing, Outbox outbox) {
        this.placing = placing;
        this.outbox = outbox;
        this.workers = IntStream.rangeClosed(1, WORKERS)
                .mapToObj(number -> Thread.ofVirtual().name("placing-" + number).start(this::work))
                .toList();
    }

    /**
     * Returns when the order is committed, or turns out to be one that cannot be placed.
     *
     * @throws RuntimeException whatever kept its transaction from committing
     */
    Placement place(CreateOrder order, @Nullable RequestKey key) throws InterruptedException {
        var origin = outbox.currentOrigin().coordinatedBy(order.coordination().wireName());
        var waiting = new Waiting(new Wish(order, origin, key), new CompletableFuture<>());
        if (!line.offer(waiting)) {
            throw Problem.of(503, "overloaded", "Too many orders are being placed just now.")
                    .retryAfter(Duration.ofSeconds(1));
        }
        try {
            return waiting.placement().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Problem.of(503, "outcome-unknown", "The order may have been placed or may yet be.")
                    .retryAfter(PATIENCE);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private void work() {
        var batch = new ArrayList<Waiting>(LARGEST_BATCH);
        try {
            while (true) {
                batch.add(line.take());
                line.drainTo(batch, LARGEST_BATCH - 1);
                var began = System.nanoTime();
                place(batch);
                batch.clear();
                LockSupport.parkNanos(BEAT.toNanos() - (System.nanoTime() - began));
            }
        } catch (InterruptedException e) {
            log.debug("no more orders are placed: the service stops");
        }
    }

    private void place(List<Waiting> batch) {
        try {
            var placements = placing.place(batch.stream().map(Waiting::wish).toList());
            for (var i = 0; i < batch.size(); i++) {
                batch.get(i).placement().complete(placements.get(i));
            }
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                batch.getFirst().placement().completeExceptionally(e);
            } else {
                log.debug("a batch of {} orders failed, going on one by one", batch.size(), e);
                batch.forEach(waiting -> place(List.of(waiting)));
            }
        }
    }

    /** The web server has stopped before: nobody waits any more. */
    @Override
    public void destroy() {
        workers.forEach(Thread::interrupt);
    }
}
