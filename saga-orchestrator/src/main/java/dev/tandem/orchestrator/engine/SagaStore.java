package dev.tandem.orchestrator.engine;

import dev.tandem.messaging.Origin;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import dev.tandem.orchestrator.engine.SagaInstance.Identity;
import dev.tandem.orchestrator.machine.Age;
import dev.tandem.orchestrator.machine.Pending;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaState;
import dev.tandem.orchestrator.machine.SagaStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where each saga stands, a row each. Everything is done for a whole batch by one statement: one reads, one inserts, one
 * updates. All of it runs in the caller's transaction.
 */
@Component
final class SagaStore {

    private static final String COLUMNS = """
            SELECT id, definition, definition_version, definition_checksum, business_key,
                   status, step, attempt, waits_for, reason, data,
                   correlation_id, traceparent, coordination, version,
                   (extract(epoch FROM now() - created_at) * 1000)::bigint AS age,
                   (extract(epoch FROM now() - step_since) * 1000)::bigint AS age_at_step
              FROM saga
            """;

    /** In the order of ids, so that two batches which share sagas wait for each other instead of dead-locking. */
    private static final String LOCK = COLUMNS + """
             WHERE id = ANY (:ids)
             ORDER BY id
               FOR UPDATE
            """;

    /**
     * For this transaction. An index scan marks the entries of ended sagas as it meets them and skips them from then on;
     * any other plan, which the planner may prefer, reads all of them again each time until the next vacuum.
     */
    private static final String PREFER_INDEX_SCAN = """
            SELECT set_config('enable_bitmapscan', 'off', true) || set_config('enable_seqscan', 'off', true)
            """;

    /** What another replica holds is being moved right now: it is passed over, not waited for. */
    private static final String LOCK_DUE = COLUMNS + """
             WHERE status IN ('RUNNING', 'COMPENSATING')
               AND due_at <= now()
             ORDER BY id
             LIMIT :limit
               FOR UPDATE SKIP LOCKED
            """;

    private static final String LOCK_ONE_DUE = COLUMNS + """
             WHERE id = :id
               AND due_at <= now()
               FOR UPDATE SKIP LOCKED
            """;

    private static final String FIND_DUE = """
            SELECT id
              FROM saga
             WHERE status IN ('RUNNING', 'COMPENSATING')
               AND due_at <= now()
             ORDER BY id
             LIMIT :limit
            """;

    private static final String POSTPONE = """
            UPDATE saga
               SET due_at = clock_timestamp() + :millis * interval '1 millisecond'
             WHERE id = :id
               AND due_at IS NOT NULL
            """;

    /** The unique key decides: of two events that start the same saga, one inserts no row. */
    private static final String INSERT = """
            INSERT INTO saga (id, definition, definition_version, definition_checksum, business_key,
                              status, step, attempt, waits_for, reason, data,
                              correlation_id, traceparent, coordination, version, due_at)
            SELECT v.id, v.definition, v.definition_version, v.definition_checksum, v.business_key,
                   v.status, v.step, v.attempt, v.waits_for, v.reason, v.data::json,
                   v.correlation_id, v.traceparent, v.coordination, v.version,
                   clock_timestamp() + v.due_in * interval '1 millisecond'
              FROM unnest(:ids, :definitions, :definitionVersions, :definitionChecksums, :businessKeys,
                          :statuses, :steps, :attempts, :waitsFor, :reasons, :data,
                          :correlationIds, :traceparents, :coordinations, :versions, :dueIn)
                   AS v (id, definition, definition_version, definition_checksum, business_key,
                         status, step, attempt, waits_for, reason, data,
                         correlation_id, traceparent, coordination, version, due_in)
             ORDER BY v.business_key
                ON CONFLICT (business_key, definition) DO NOTHING
            RETURNING id
            """;

    /** The row was locked when it was read; the version says so again, in case that somebody forgets. */
    private static final String UPDATE = """
            UPDATE saga AS s
               SET status     = v.status,
                   step       = v.step,
                   attempt    = v.attempt,
                   waits_for  = v.waits_for,
                   reason     = v.reason,
                   data       = v.data::json,
                   due_at     = clock_timestamp() + v.due_in * interval '1 millisecond',
                   step_since = CASE WHEN (s.step, s.status) IS DISTINCT FROM (v.step, v.status)
                                     THEN now()
                                     ELSE s.step_since
                                END,
                   version    = v.version,
                   updated_at = now()
              FROM unnest(:ids, :versionsRead, :statuses, :steps, :attempts, :waitsFor, :reasons, :data, :versions, :dueIn)
                   AS v (id, version_read, status, step, attempt, waits_for, reason, data, version, due_in)
             WHERE s.id = v.id
               AND s.version = v.version_read
            """;

    private final JdbcClient jdbc;
    private final SagaDefinitions definitions;
    private final Json json;

    SagaStore(JdbcClient jdbc, SagaDefinitions definitions, Json json) {
        this.jdbc = jdbc;
        this.definitions = definitions;
        this.json = json;
    }

    /** Reads and locks those that exist. */
    List<SagaInstance<?>> lock(Collection<UUID> ids) {
        return jdbc.sql(LOCK)
                .param("ids", new Columns<>(Set.copyOf(ids)).uuids(id -> id))
                .query(this::instance)
                .list();
    }

    /** Reads and locks some whose time has come and that nobody else holds. */
    List<SagaInstance<?>> lockDue(int limit) {
        jdbc.sql(PREFER_INDEX_SCAN).query(String.class).single();
        return jdbc.sql(LOCK_DUE).param("limit", limit).query(this::instance).list();
    }

    /** The same for one of them, unless somebody moved it meanwhile. */
    List<SagaInstance<?>> lockDue(UUID id) {
        return jdbc.sql(LOCK_ONE_DUE).param("id", id).query(this::instance).list();
    }

    /** Whose time has come. */
    List<UUID> findDue(int limit) {
        return jdbc.sql(FIND_DUE).param("limit", limit).query(UUID.class).list();
    }

    /** Lets a saga wait longer, so that one which cannot be moved does not stand in front of the others. */
    void postpone(UUID id, Duration delay) {
        jdbc.sql(POSTPONE).param("id", id).param("millis", delay.toMillis()).update();
    }

    /** Adds those that do not exist yet, and says which. */
    Set<UUID> insert(Collection<SagaInstance<?>> instances) {
        var columns = new Columns<>(instances);
        var inserted = jdbc.sql(INSERT)
                .param("ids", columns.uuids(SagaInstance::id))
                .param("definitions", columns.texts(it -> it.saga().name()))
                .param("definitionVersions", columns.ints(it -> it.saga().version()))
                .param("definitionChecksums", columns.texts(this::checksum))
                .param("businessKeys", columns.texts(SagaInstance::businessKey))
                .param("correlationIds", columns.texts(it -> it.origin().correlationId()))
                .param("traceparents", columns.texts(it -> it.origin().traceparent()))
                .param("coordinations", columns.texts(it -> it.origin().coordination()));
        return new HashSet<>(withState(inserted, columns).query(UUID.class).list());
    }

    /** Writes what became of sagas that were locked before. */
    void update(Collection<SagaInstance<?>> instances) {
        var columns = new Columns<>(instances);
        var updated = jdbc.sql(UPDATE)
                .param("ids", columns.uuids(SagaInstance::id))
                .param("versionsRead", columns.ints(SagaInstance::versionRead));
        var rows = withState(updated, columns).update();
        if (rows != instances.size()) {
            throw new OptimisticLockingFailureException("%d of %d sagas were changed by somebody else"
                    .formatted(instances.size() - rows, instances.size()));
        }
    }

    private JdbcClient.StatementSpec withState(JdbcClient.StatementSpec sql, Columns<SagaInstance<?>> columns) {
        return sql.param("statuses", columns.texts(it -> it.state().status().name()))
                .param("steps", columns.texts(it -> it.stepAt(it.state()).orElse(null)))
                .param("attempts", columns.ints(SagaStore::attempt))
                .param("waitsFor", columns.texts(SagaStore::waitsFor))
                .param("reasons", columns.texts(it -> it.state().turnedBackBecause()))
                .param("data", columns.texts(it -> json.write(it.data())))
                .param("versions", columns.ints(SagaInstance::version))
                .param("dueIn", columns.longs(SagaStore::dueIn));
    }

    private String checksum(SagaInstance<?> instance) {
        var saga = instance.saga();
        return definitions.checksum(saga.name(), saga.version()).orElseThrow();
    }

    private static @Nullable Integer attempt(SagaInstance<?> instance) {
        return instance.state().position().map(Pending::attempt).orElse(null);
    }

    private static @Nullable String waitsFor(SagaInstance<?> instance) {
        return instance.state().position().map(at -> at.waitsFor().name()).orElse(null);
    }

    private static @Nullable Long dueIn(SagaInstance<?> instance) {
        return instance.wakesAfter().map(Duration::toMillis).orElse(null);
    }

    private SagaInstance<?> instance(ResultSet row, int number) throws SQLException {
        return instance(
                row,
                definitions.get(
                        row.getString("definition"),
                        row.getInt("definition_version"),
                        row.getString("definition_checksum")));
    }

    private <D> SagaInstance<D> instance(ResultSet row, Saga<D> saga) throws SQLException {
        var origin = new Origin(
                row.getString("correlation_id"), null, row.getString("traceparent"), row.getString("coordination"));
        var identity = new Identity<>(row.getObject("id", UUID.class), saga, row.getString("business_key"), origin);
        var age = new Age(Duration.ofMillis(row.getLong("age")), Duration.ofMillis(row.getLong("age_at_step")));
        var data = json.parse(row.getString("data"), saga.dataType());
        return new SagaInstance<>(identity, row.getInt("version"), age, state(row, saga), data);
    }

    /** The table's checks promise a step to every state that has one, and a reason to every state that turned back. */
    private static SagaState state(ResultSet row, Saga<?> saga) throws SQLException {
        var reason = row.getString("reason");
        return switch (SagaStatus.valueOf(row.getString("status"))) {
            case RUNNING -> new SagaState.Running(pending(row, saga));
            case COMPENSATING -> new SagaState.Compensating(pending(row, saga), reason);
            case STUCK -> new SagaState.Stuck(pending(row, saga), reason);
            case COMPLETED -> new SagaState.Completed();
            case COMPENSATED -> new SagaState.Compensated(reason);
            case FAILED -> new SagaState.Failed(reason);
        };
    }

    private static Pending pending(ResultSet row, Saga<?> saga) throws SQLException {
        return new Pending(
                saga.indexOf(row.getString("step")),
                row.getInt("attempt"),
                WaitsFor.valueOf(row.getString("waits_for")));
    }
}
