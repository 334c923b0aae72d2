package dev.tandem.orchestrator.engine;

import java.util.Collection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happened to sagas: rows are added and never changed. */
@Component
final class SagaHistory {

    private static final String APPEND = """
            INSERT INTO saga_history (saga_id, version, event, step, phase, attempt, detail,
                                      status, next_step, next_attempt)
            SELECT v.saga_id, v.version, v.event, v.step, v.phase, v.attempt, v.detail::json,
                   v.status, v.next_step, v.next_attempt
              FROM unnest(:sagaIds, :versions, :events, :steps, :phases, :attempts, :details,
                          :statuses, :nextSteps, :nextAttempts)
                   AS v (saga_id, version, event, step, phase, attempt, detail, status, next_step, next_attempt)
            """;

    private final JdbcClient jdbc;
    private final Json json;

    SagaHistory(JdbcClient jdbc, Json json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void append(Collection<HistoryEntry> entries) {
        var columns = new Columns<>(entries);
        jdbc.sql(APPEND)
                .param("sagaIds", columns.uuids(HistoryEntry::sagaId))
                .param("versions", columns.ints(HistoryEntry::version))
                .param("events", columns.texts(it -> it.event().name()))
                .param("steps", columns.texts(HistoryEntry::step))
                .param(
                        "phases",
                        columns.texts(
                                it -> it.phase() == null ? null : it.phase().name()))
                .param("attempts", columns.ints(HistoryEntry::attempt))
                .param("details", columns.texts(it -> it.detail() == null ? null : json.write(it.detail())))
                .param("statuses", columns.texts(it -> it.status().name()))
                .param("nextSteps", columns.texts(HistoryEntry::nextStep))
                .param("nextAttempts", columns.ints(HistoryEntry::nextAttempt))
                .update();
    }
}
