package dev.tandem.eventstore.projection;

import java.util.Objects;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads from the live generation of a view, whichever that is at the moment. Thread-safe. */
@Component
public class LiveViews {

    /** Which schema is live is found out and set in one statement; the one before stays until the next rebuild. */
    private static final String USE_LIVE = """
            SELECT set_config('search_path',
                              'view_' || replace(projection, '-', '_') || '_' || generation || ', public', true)
              FROM projection_generation
             WHERE projection = :projection
               AND role = 'LIVE'
            """;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    LiveViews(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Lets {@code query} ask with the view's tables at hand. */
    public <T> T read(String projection, Function<JdbcClient, T> query) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql(USE_LIVE).param("projection", projection).query(row -> {});
            return query.apply(jdbc);
        }));
    }
}
