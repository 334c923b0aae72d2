package dev.tandem.orchestrator.engine;

import dev.tandem.orchestrator.machine.SagaStatus;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How many sagas are alive, and how old the oldest is: one query over the live ones, asked at most every few seconds. */
@Component
final class SagaStatistics {

    private static final String LIVE = """
            SELECT status, count(*) AS sagas, coalesce(extract(epoch FROM now() - min(created_at)), 0) AS oldest
              FROM saga
             WHERE status IN ('RUNNING', 'COMPENSATING', 'STUCK')
             GROUP BY status
            """;

    private record Live(long sagas, double oldestAgeSeconds) {
        static final Live NONE = new Live(0, 0);
    }

    private final JdbcClient jdbc;
    private final long maxAge;
    private Map<SagaStatus, Live> numbers = Map.of();
    private long readAt;

    SagaStatistics(JdbcClient jdbc, SagaProperties properties) {
        this.jdbc = jdbc;
        this.maxAge = properties.statisticsAge().toNanos();
        this.readAt = System.nanoTime() - maxAge;
    }

    double live(SagaStatus status) {
        return numbers().getOrDefault(status, Live.NONE).sagas();
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
        jdbc.sql(LIVE).query(row -> {
            read.put(
                    SagaStatus.valueOf(row.getString("status")),
                    new Live(row.getLong("sagas"), row.getDouble("oldest")));
        });
        return read;
    }
}
