package dev.tandem.orchestrator.commit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Numbers about transactions: how they end, how long their phases take, and who needs somebody. */
@Component
class CoordinatorMeters {

    private static final String LIVE = "SELECT count(*) FROM commit_transaction WHERE ended_at IS NULL";

    private static final String OLDEST = """
            SELECT coalesce(extract(EPOCH FROM now() - min(created_at)), 0)
              FROM commit_transaction
             WHERE ended_at IS NULL
            """;

    private static final String HEURISTIC = """
            SELECT count(*)
              FROM commit_transaction
             WHERE heuristic IS NOT NULL
               AND acknowledged_by IS NULL
            """;

    private final MeterRegistry meters;
    private final Counter fenced;

    CoordinatorMeters(MeterRegistry meters, JdbcClient jdbc) {
        this.meters = meters;
        this.fenced = meters.counter("tandem.transactions.fenced");
        gauge("tandem.transactions.live", "Transactions that have not ended", jdbc, LIVE);
        gauge("tandem.transactions.oldest.age.seconds", "Age of the oldest of them", jdbc, OLDEST);
        gauge("tandem.transactions.heuristic", "Outcomes by hand that nobody has acknowledged", jdbc, HEURISTIC);
    }

    private void gauge(String name, String about, JdbcClient jdbc, String query) {
        Gauge.builder(name, jdbc, it -> it.sql(query).query(Double.class).single())
                .description(about)
                .register(meters);
    }

    <T> T timed(String phase, Supplier<T> work) {
        var sample = Timer.start(meters);
        try {
            return work.get();
        } finally {
            sample.stop(meters.timer("tandem.transactions.phase", "phase", phase));
        }
    }

    void ended(Transaction transaction) {
        var outcome = transaction.state().name().toLowerCase(Locale.ROOT);
        meters.counter("tandem.transactions.ended", "outcome", outcome).increment();
    }

    /** Somebody else had taken the transaction over. */
    void fenced() {
        fenced.increment();
    }
}
