package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.definition.SagaDefinitions;
import dev.tandem.orchestrator.machine.SagaStatus;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many sagas are alive, late or stuck, and since when: one query over the live ones, asked at most every few seconds.
 */
@Component
final class SagaStatistics {

    private static final String LIVE = """
            SELECT status, count(*) AS sagas,
                   count(*) FILTER (WHERE created_at + d.deadline * interval '1 millisecond' < now()) AS overdue,
                   coalesce(extract(epoch FROM now() - min(created_at)), 0) AS oldest,
                   coalesce(extract(epoch FROM now() - min(updated_at)), 0) AS longest_still
              FROM saga
              LEFT JOIN unnest(:names, :versions, :deadlines) AS d (name, version, deadline)
                ON d.name = definition AND d.version = definition_version
             WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')
             GROUP BY status
            """;

    private record Live(long sagas, long overdue, double oldestAgeSeconds, double longestStillSeconds) {
        static final Live NONE = new Live(0, 0, 0, 0);
    }

    private final JdbcClient jdbc;
    private final Columns<Saga<?>> definitions;
    private final long maxAge;
    private Map<SagaStatus, Live> numbers = Map.of();
    private long readAt;

    SagaStatistics(JdbcClient jdbc, SagaDefinitions definitions, SagaProperties properties) {
        this.jdbc = jdbc;
        this.definitions = new Columns<>(definitions.all());
        this.maxAge = properties.statisticsAge().toNanos();
        this.readAt = System.nanoTime() - maxAge;
    }

    double live(SagaStatus status) {
        return numbers().getOrDefault(status, Live.NONE).sagas();
    }

    /** Past their deadline and past the point where that could turn them back. */
    double overdue() {
        return numbers().getOrDefault(SagaStatus.RUNNING, Live.NONE).overdue();
    }

    /** For how long the longest-stuck saga has been waiting for somebody. */
    double longestStuckSeconds() {
        return numbers().getOrDefault(SagaStatus.STUCK, Live.NONE).longestStillSeconds();
    }

    double oldestAgeSeconds() {
        return numbers().values().stream()
                .mapToDouble(Live::oldestAgeSeconds)
                .max()
                .orElse(0);
    }

    private synchronized Map<SagaStatus, Live> numbers() {
        var now = System.nanoTime();
        if (now - readAt >= maxAge) {
            numbers = read();
            readAt = now;
        }
        return numbers;
    }

    private Map<SagaStatus, Live> read() {
        var read = new EnumMap<SagaStatus, Live>(SagaStatus.class);
        jdbc.sql(LIVE)
                .param("names", definitions.texts(Saga::name))
                .param("versions", definitions.ints(Saga::version))
                .param("deadlines", definitions.longs(saga -> saga.deadline().toMillis()))
                .query(row -> {
                    read.put(
                            SagaStatus.valueOf(row.getString("status")),
                            new Live(
                                    row.getLong("sagas"),
                                    row.getLong("overdue"),
                                    row.getDouble("oldest"),
                                    row.getDouble("longest_still")));
                });
        return read;
    }
}
