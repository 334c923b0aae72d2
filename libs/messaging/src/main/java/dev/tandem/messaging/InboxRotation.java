package dev.tandem.messaging;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Keeps the inbox's partitions: makes the coming week's, drops those past their retention. */
class InboxRotation implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboxRotation.class);

    /** Dropping a partition needs the table for a moment; if it is busy, the next hour will do. */
    private static final String LIMIT_PATIENCE = "SET LOCAL lock_timeout = '2s'";

    private static final String ROTATE = "CALL inbox_rotate(:seconds * interval '1 second')";

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Duration retention;
    private @Nullable ScheduledExecutorService hourly;

    InboxRotation(JdbcClient jdbc, TransactionOperations transaction, Duration retention) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.retention = retention;
    }

    void rotate() {
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql(LIMIT_PATIENCE).update();
                jdbc.sql(ROTATE).param("seconds", retention.toSeconds()).update();
            });
        } catch (DataAccessException | TransactionException e) {
            log.warn("the inbox's partitions could not be rotated, trying again in an hour: {}", e.toString());
        }
    }

    @Override
    public synchronized void start() {
        rotate(); // before the first message, so that it finds its partition
        hourly = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("inbox-rotation").factory());
        var _ = hourly.scheduleAtFixedRate(this::rotate, 1, 1, TimeUnit.HOURS);
    }

    @Override
    public synchronized void stop() {
        if (hourly != null) {
            hourly.shutdownNow();
            hourly = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return hourly != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
