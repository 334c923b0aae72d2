package dev.tandem.messaging;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Publishes outbox rows as soon as they are committed: woken by the commit, and now and then by the clock, for the rows
 * of a process that died between its commit and publishing.
 *
 * <p>While the broker is away the rows stay and the relay tries again with growing pauses; a broker that is back finds
 * them in order.
 */
public class OutboxRelay implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    /** The least time between the beginnings of two looks, so that under load one look finds several rows. */
    private static final Duration BEAT = Duration.ofMillis(10);

    private final OutboxRows rows;
    private final Duration sweep;
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    /** Holds at most one wish: a relay that is woken ten times while it works needs to look once more. */
    private final BlockingQueue<Boolean> wishes = new ArrayBlockingQueue<>(1);

    private volatile boolean running;
    private @Nullable Thread thread;

    OutboxRelay(OutboxRows rows, Duration sweep) {
        this.rows = rows;
        this.sweep = sweep;
    }

    /**
     * Says that there is something to publish, such as what a prepared transaction has just made visible: no commit that
     * this process could see. Never waits.
     */
    public void wake() {
        wishes.offer(true);
    }

    /** Has the running transaction {@linkplain #wake wake} the relay when it is committed. */
    public void wakeAfterCommit() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake();
            }
        });
    }

    private void work() {
        var failures = 0;
        while (running) {
            try {
                wishes.poll(
                        failures == 0
                                ? sweep.toNanos()
                                : backoff.after(failures).toNanos(),
                        TimeUnit.NANOSECONDS);
                var began = System.nanoTime();
                var more = true;
                while (running && more) {
                    more = rows.publishSome();
                    failures = recovered(failures);
                }
                LockSupport.parkNanos(BEAT.toNanos() - (System.nanoTime() - began));
            } catch (InterruptedException e) {
                return; // stopping
            } catch (RuntimeException e) {
                if (failures++ == 0) {
                    log.warn(
                            "outbox rows cannot be published and wait in the table; trying until it works: {}",
                            e.toString());
                }
                wishes.clear(); // the pause counts, not the wishes of those who do not know of the trouble
            }
        }
    }

    private static int recovered(int failures) {
        if (failures > 0) {
            log.info("the outbox is being published again after {} failed attempts", failures);
        }
        return 0;
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name("outbox-relay").start(this::work);
    }

    @Override
    public synchronized void stop() {
        running = false;
        var worker = thread;
        if (worker != null) {
            wake(); // lets a batch in progress finish
            try {
                if (!worker.join(Duration.ofSeconds(10))) {
                    worker.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server and the listeners, whose last messages it still has to send. */
    @Override
    public int getPhase() {
        return 0;
    }
}
