package dev.tandem.idempotency;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Removes expired records now and then, in batches so small that nobody notices. Any number of replicas may do so at the
 * same time. A record that is still there when its time is over counts as gone.
 */
final class ExpiredRecords implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ExpiredRecords.class);

    private final JdbcRecords records;
    private final Duration interval;
    private final int batch;
    private @Nullable ScheduledExecutorService timer;

    ExpiredRecords(JdbcRecords records, Duration interval, int batch) {
        this.records = records;
        this.interval = interval;
        this.batch = batch;
    }

    void remove() {
        try {
            while (records.removeExpired(batch) == batch && isRunning()) {
                Thread.sleep(Duration.ofMillis(20)); // the others' turn
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("expired idempotency records were not removed, trying again in {}: {}", interval, e.toString());
        }
    }

    @Override
    public synchronized void start() {
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("idempotency-expiry").factory());
        var _ = timer.scheduleWithFixedDelay(
                this::remove, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdown();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
