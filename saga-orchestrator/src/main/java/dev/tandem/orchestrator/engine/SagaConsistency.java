package dev.tandem.orchestrator.engine;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of the tables at any time, beyond what their own constraints enforce. */
final class SagaConsistency {

    /** Versions without a gap, and the last change led to where the saga stands. */
    private static final String HISTORY_TELLS_THE_STATE = """
            SELECT format('saga %s stands at %s, its history leads to %s', s.id,
                          concat_ws(' ', s.version, s.status, s.step, s.attempt),
                          coalesce(concat_ws(' ', h.last, l.status, l.next_step, l.next_attempt), 'nowhere'))
              FROM saga s
              LEFT JOIN LATERAL (SELECT count(*) AS entries, max(version) AS last
                                   FROM saga_history WHERE saga_id = s.id) h ON true
              LEFT JOIN saga_history l ON l.saga_id = s.id AND l.version = h.last
             WHERE h.entries <> s.version
                OR (l.version, l.status, l.next_step, l.next_attempt)
                   IS DISTINCT FROM (s.version, s.status, s.step, s.attempt)
             LIMIT 100
            """;

    private SagaConsistency() {}

    static List<String> violations(JdbcClient jdbc) {
        return jdbc.sql(HISTORY_TELLS_THE_STATE).query(String.class).list();
    }
}
