package dev.tandem.payment;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The payments about which the gateway has to be asked. A row is written with the decision to ask and removed with the
 * answer, each in its own transaction; in between it is claimed by one worker for a while. A worker that dies lets the
 * claim run out, and another takes over. Only the database's clock counts, because workers' clocks differ.
 */
@Repository
class GatewayQueue {

    /**
     * One attempt to get an answer.
     *
     * @param claim proves later that nobody else was told to ask meanwhile
     * @param attempts counts from 1 since the gateway was last wanted asked
     */
    record Task(UUID paymentId, UUID claim, int attempts) {}

    /** How much is open, and for how long the oldest has been. */
    record Backlog(long size, double oldestAgeSeconds) {}

    /** Published in the transaction that adds to the queue. */
    record Added() {}

    /** For a payment that is in the queue already, somebody asks anew: at once, and whoever is at it is not to put it off. */
    private static final String ADD = """
            INSERT INTO gateway_task (payment_id)
            SELECT payment_id
              FROM unnest(:paymentIds) AS new (payment_id)
             ORDER BY payment_id
                ON CONFLICT (payment_id) DO UPDATE SET due_at = now(), claim = NULL, attempts = 0
            """;

    /** Materialized, or the planner may run the inner select, and lock, more often than once. */
    private static final String CLAIM = """
            WITH due AS MATERIALIZED (
                SELECT payment_id
                  FROM gateway_task
                 WHERE due_at <= now()
                 ORDER BY due_at
                 LIMIT :limit
                   FOR UPDATE SKIP LOCKED
            )
            UPDATE gateway_task AS task
               SET claim = :claim,
                   due_at = now() + make_interval(secs => :lease),
                   attempts = task.attempts + 1
              FROM due
             WHERE task.payment_id = due.payment_id
            RETURNING task.payment_id, task.claim, task.attempts
            """;

    private static final String REMOVE = "DELETE FROM gateway_task WHERE payment_id = :paymentId";

    private static final String PUT_OFF = """
            UPDATE gateway_task
               SET claim = NULL,
                   due_at = now() + make_interval(secs => :delay)
             WHERE payment_id = :paymentId
               AND claim = :claim
            """;

    private static final String BACKLOG = """
            SELECT count(*) AS size, coalesce(extract(EPOCH FROM now() - min(since)), 0) AS oldest_age_seconds
              FROM gateway_task
            """;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    GatewayQueue(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    /** Has the gateway asked about these payments, after the commit and soon. */
    void add(Collection<UUID> paymentIds) {
        if (!paymentIds.isEmpty()) {
            jdbc.sql(ADD).param("paymentIds", paymentIds.toArray(UUID[]::new)).update();
            events.publishEvent(new Added());
        }
    }

    /** Takes over at most so many that are due, for the time of the lease. */
    List<Task> claim(int limit, Duration lease) {
        return jdbc.sql(CLAIM)
                .param("claim", UUID.randomUUID())
                .param("lease", seconds(lease))
                .param("limit", limit)
                .query(Task.class)
                .list();
    }

    /** It is known what became of this payment. */
    void remove(UUID paymentId) {
        jdbc.sql(REMOVE).param("paymentId", paymentId).update();
    }

    /** Asks again later; false if somebody else has been told to ask meanwhile, whose word then counts. */
    boolean putOff(Task task, Duration delay) {
        return jdbc.sql(PUT_OFF)
                        .param("paymentId", task.paymentId())
                        .param("claim", task.claim())
                        .param("delay", seconds(delay))
                        .update()
                == 1;
    }

    Backlog backlog() {
        return jdbc.sql(BACKLOG).query(Backlog.class).single();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
