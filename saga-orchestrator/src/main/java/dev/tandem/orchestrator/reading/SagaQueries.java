package dev.tandem.orchestrator.reading;

import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import dev.tandem.orchestrator.machine.SagaStatus;
import dev.tandem.orchestrator.reading.SagaView.Summary;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads sagas for those who look at them; the engine has statements of its own. */
@Component
class SagaQueries {

    private static final String SAGA = """
            SELECT id, definition, definition_version, business_key, status, step, reason, data, created_at, updated_at,
                   now() AS read_at
              FROM saga
            """;

    private static final String BY_ID = SAGA + " WHERE id = :id";

    /** Identifiers sort by time. */
    private static final String NEWEST_FIRST = " ORDER BY id DESC LIMIT :limit";

    /** An identifier is made by a service's clock and the time of creation by the database's: at most so far apart. */
    private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

    private static final String HISTORY = """
            SELECT version, at, event, step, phase, attempt, detail, status, next_step, next_attempt
              FROM saga_history
             WHERE saga_id = :id
             ORDER BY version
            """;

    private static final String LIVE = """
            SELECT definition, definition_version, status, count(*) AS sagas, min(created_at) AS oldest
              FROM saga
             WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')
             GROUP BY definition, definition_version, status
             ORDER BY definition, definition_version, status
            """;

    /**
     * What to look for; everything that is null matches.
     *
     * @param createdAfter that moment and later
     * @param createdBefore earlier than that moment
     */
    record Filter(
            @Nullable SagaStatus status,
            @Nullable String definition,
            @Nullable String businessKey,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {

        static final Filter STUCK = new Filter(SagaStatus.STUCK, null, null, null, null);
    }

    /** How many sagas of a kind are alive. */
    record Live(String definition, int definitionVersion, SagaStatus status, long sagas, Instant oldest) {}

    private final JdbcClient jdbc;
    private final SagaDefinitions definitions;

    SagaQueries(JdbcClient jdbc, SagaDefinitions definitions) {
        this.jdbc = jdbc;
        this.definitions = definitions;
    }

    /** One snapshot for both statements, or a step that ends in between would be told twice or not at all. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Optional<SagaView> find(UUID id) {
        return jdbc.sql(BY_ID)
                .param("id", id)
                .query((row, number) -> view(row, history(id)))
                .optional();
    }

    List<Summary> newestFirst(Filter filter, @Nullable UUID before, int limit) {
        var conditions = new ArrayList<String>();
        var status = filter.status();
        add(conditions, status, "status = '%s'".formatted(status)); // a literal: partial indexes serve no parameter
        add(conditions, filter.definition(), "definition = :definition");
        add(conditions, filter.businessKey(), "business_key = :businessKey");
        add(conditions, filter.createdAfter(), "created_at >= :createdAfter AND id >= :idAfter");
        add(conditions, filter.createdBefore(), "created_at < :createdBefore AND id < :idBefore");
        add(conditions, before, "id < :before");
        var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return jdbc.sql(SAGA + where + NEWEST_FIRST)
                .param("definition", filter.definition())
                .param("businessKey", filter.businessKey())
                .param("createdAfter", timestamp(filter.createdAfter()))
                .param("createdBefore", timestamp(filter.createdBefore()))
                .param("idAfter", firstIdOf(filter.createdAfter(), CLOCKS_DIFFER.negated()))
                .param("idBefore", firstIdOf(filter.createdBefore(), CLOCKS_DIFFER))
                .param("before", before)
                .param("limit", limit)
                .query(SagaQueries::summary)
                .list();
    }

    private static @Nullable OffsetDateTime timestamp(@Nullable Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** The primary key finds a span of time: an identifier (UUIDv7) begins with the milliseconds of its making. */
    private static @Nullable UUID firstIdOf(@Nullable Instant moment, Duration shift) {
        return moment == null ? null : new UUID(moment.plus(shift).toEpochMilli() << 16, 0);
    }

    List<Live> live() {
        return jdbc.sql(LIVE)
                .query((row, number) -> new Live(
                        row.getString("definition"),
                        row.getInt("definition_version"),
                        SagaStatus.valueOf(row.getString("status")),
                        row.getLong("sagas"),
                        instant(row, "oldest")))
                .list();
    }

    private List<ChangeView> history(UUID id) {
        return jdbc.sql(HISTORY).param("id", id).query(SagaQueries::change).list();
    }

    private static void add(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    private SagaView view(ResultSet row, List<ChangeView> history) throws SQLException {
        var summary = summary(row, 0);
        var now = instant(row, "read_at");
        var saga = definitions.find(summary.definition(), summary.definitionVersion());
        return new SagaView(
                summary.sagaId(),
                summary.definition(),
                summary.definitionVersion(),
                summary.businessKey(),
                summary.status(),
                summary.currentStep(),
                summary.reason(),
                saga.filter(it -> isOverdue(it, summary, now)).isPresent(),
                saga.map(it -> stuck(it, summary, history, now)).orElse(null),
                row.getString("data"),
                saga.map(it -> StepView.of(it, history)).orElse(List.of()), // an ended one may outlive its definition
                history,
                summary.createdAt(),
                summary.updatedAt());
    }

    private static boolean isOverdue(Saga<?> saga, Summary summary, Instant now) {
        return summary.status() == SagaStatus.RUNNING
                && summary.createdAt().plus(saga.deadline()).isBefore(now);
    }

    private static @Nullable StuckView stuck(Saga<?> saga, Summary summary, List<ChangeView> history, Instant now) {
        var step = summary.currentStep();
        return summary.status() == SagaStatus.STUCK && step != null ? StuckView.of(saga, step, history, now) : null;
    }

    private static Summary summary(ResultSet row, int number) throws SQLException {
        return new Summary(
                row.getObject("id", UUID.class),
                row.getString("definition"),
                row.getInt("definition_version"),
                row.getString("business_key"),
                SagaStatus.valueOf(row.getString("status")),
                row.getString("step"),
                row.getString("reason"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    private static ChangeView change(ResultSet row, int number) throws SQLException {
        var phase = row.getString("phase");
        return new ChangeView(
                row.getInt("version"),
                instant(row, "at"),
                row.getString("event"),
                row.getString("step"),
                phase == null ? null : Phase.valueOf(phase),
                row.getObject("attempt", Integer.class),
                row.getString("detail"),
                SagaStatus.valueOf(row.getString("status")),
                row.getString("next_step"),
                row.getObject("next_attempt", Integer.class));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
