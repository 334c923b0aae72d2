package dev.tandem.orchestrator.engine;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Forgets sagas that ended long ago, with their histories, in small batches that hold few locks for a short time. Every
 * replica may do it at the same time: what one is about to delete, the others pass over.
 *
 * <p>A saga that is forgotten no longer stands in the way of another one for the same order, so the retention must be
 * longer than the broker can deliver an event again.
 */
@Component
class SagaRetention implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(SagaRetention.class);

    private static final int BATCH = 500;
    private static final Duration INTERVAL = Duration.ofMinutes(10);

    /**
     * Identifiers sort by the time of their making, so the primary key leads to the oldest, and no further than to those
     * that were begun before the limit.
     */
    private static final String FORGET = """
            WITH oldest AS (
                SELECT id
                  FROM saga
                 WHERE id < (lpad(to_hex((extract(epoch FROM now() - :seconds * interval '1 second') * 1000)::bigint),
                                  12, '0') || repeat('0', 20))::uuid
                   AND status IN ('COMPLETED', 'COMPENSATED', 'FAILED')
                   AND updated_at < now() - :seconds * interval '1 second'
                 ORDER BY id
                 LIMIT :limit
                   FOR UPDATE SKIP LOCKED
            ), forgotten AS (
                DELETE FROM saga USING oldest WHERE saga.id = oldest.id RETURNING saga.id
            ), histories AS (
                DELETE FROM saga_history USING forgotten WHERE saga_id = forgotten.id
            )
            SELECT count(*) FROM forgotten
            """;

    private final JdbcClient jdbc;
    private final Duration retention;

    SagaRetention(JdbcClient jdbc, SagaProperties properties) {
        this.jdbc = jdbc;
        this.retention = properties.retention();
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::forget, INTERVAL);
    }

    /** Batch after batch, each a transaction of its own; returns how many sagas. */
    long forget() {
        var total = 0L;
        try {
            long batch;
            do {
                batch = forgetSome();
                total += batch;
            } while (batch == BATCH);
        } catch (DataAccessException | TransactionException e) { // the next round will do
            log.warn("Ended sagas stay for now: {}", e.toString());
        }
        if (total > 0) {
            log.info("Forgot {} sagas that ended more than {} ago", total, retention);
        }
        return total;
    }

    private long forgetSome() {
        return jdbc.sql(FORGET)
                .param("seconds", retention.toSeconds())
                .param("limit", BATCH)
                .query(Long.class)
                .single();
    }
}
