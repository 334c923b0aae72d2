package dev.tandem.eventstore.projection;

import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.LogSignal;
import dev.tandem.eventstore.projection.Generation.Role;
import dev.tandem.eventstore.projection.Lane.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps the views up to date: a thread for each projection waits for the log to grow, and sends every partition of every
 * generation on its way, in parallel. Projections know nothing of each other: one that stops stops alone.
 */
@Component
class Projector implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Projector.class);

    /** Between looks when there is little to do: a view may be that old, and batches are that much larger. */
    private static final Duration LEISURE = Duration.ofSeconds(1);

    /** How soon it is noticed that somebody has resumed or begun a rebuild at another replica. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** Of all projections together, so that appends and readers find connections too. */
    private static final int LANES_AT_A_TIME = 6;

    private final List<Projection> projections;
    private final Generations generations;
    private final Rebuilding rebuilding;
    private final Lane lane;
    private final LogSignal signal;
    private final Semaphore lanes = new Semaphore(LANES_AT_A_TIME);
    private final List<Thread> threads = new ArrayList<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    Projector(
            List<Projection> projections, Generations generations, Rebuilding rebuilding, Lane lane, LogSignal signal) {
        this.projections = projections;
        this.generations = generations;
        this.rebuilding = rebuilding;
        this.lane = lane;
        this.signal = signal;
    }

    private void follow(Projection projection) {
        var position = 0L;
        var isWaiting = false;
        try {
            while (true) {
                position = signal.awaitBeyond(position, LOOK_AGAIN);
                isWaiting = !canFollow(projection, position, isWaiting);
                Thread.sleep(LEISURE);
            }
        } catch (InterruptedException e) {
            log.debug("{} is not kept up to date any more", projection.name());
        }
    }

    /**
     * What fails here is nobody's event, or it would have stopped its generation: the database is away, or a swap does not
     * work. An outage is worth one line, not one per try.
     *
     * @param wasWaiting whether it failed at the last try
     */
    private boolean canFollow(Projection projection, long head, boolean wasWaiting) throws InterruptedException {
        try {
            while (isMoreToDo(projection, head)) {}
        } catch (RuntimeException e) {
            if (wasWaiting) {
                log.debug("projection {} still waits: {}", projection.name(), e.toString());
            } else {
                log.warn("projection {} waits, and is tried again until it works: {}", projection.name(), e.toString());
            }
            return false;
        }
        if (wasWaiting) {
            log.info("projection {} goes on", projection.name());
        }
        return true;
    }

    /** One look at all generations and partitions. */
    private boolean isMoreToDo(Projection projection, long head) throws InterruptedException {
        var all = generations.find(projection.name());
        var live = all.stream().filter(it -> it.role() == Role.LIVE).findFirst().orElseThrow();
        var isMore = !live.isStopped() && advance(projection, live, it -> head);
        var building = all.stream()
                .filter(it -> it.role() == Role.BUILDING && !it.isStopped())
                .findFirst();
        if (building.isPresent()) {
            var targets = generations.checkpoints(projection.name(), live.number());
            if (advance(projection, building.get(), partition -> targets.getOrDefault(partition, 0L))) {
                return true;
            }
            if (rebuilding.swap(projection, live, building.get())) {
                log.info(
                        "{} is made anew: generation {}",
                        projection.name(),
                        building.get().number());
            }
        }
        return isMore;
    }

    private boolean advance(Projection projection, Generation generation, Target target) throws InterruptedException {
        var reached = generations.checkpoints(projection.name(), generation.number());
        List<Callable<Step>> steps = IntStream.range(0, LogReader.PARTITIONS)
                .filter(partition -> reached.getOrDefault(partition, 0L) < target.of(partition))
                .mapToObj(partition ->
                        (Callable<Step>) () -> advance(projection, generation, partition, target.of(partition)))
                .toList();
        var isMore = false;
        for (var step : workers.invokeAll(steps)) {
            try {
                isMore |= step.get() == Step.ADVANCED;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
        return isMore;
    }

    private Step advance(Projection projection, Generation generation, int partition, long until)
            throws InterruptedException {
        lanes.acquire();
        try {
            return lane.advance(projection, generation, partition, until);
        } finally {
            lanes.release();
        }
    }

    /** How far a partition shall come. */
    private interface Target {
        long of(int partition);
    }

    @Override
    public synchronized void start() {
        for (var projection : projections) {
            rebuilding.ensure(projection);
            threads.add(
                    Thread.ofVirtual().name("projecting " + projection.name()).start(() -> follow(projection)));
        }
    }

    @Override
    public synchronized void stop() {
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Behind the signal that it waits for. */
    @Override
    public int getPhase() {
        return 10;
    }
}
