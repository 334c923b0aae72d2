package dev.tandem.orchestrator.commit;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CoordinatorProperties.class)
class CommitConfiguration {

    private static final String UNACKNOWLEDGED = """
            SELECT format('transaction %s was decided %s and ended otherwise by hand: %s', id, state, heuristic)
              FROM commit_transaction
             WHERE heuristic IS NOT NULL
               AND acknowledged_by IS NULL
             LIMIT 100
            """;

    /** What participants report as contradicting the decision breaks it until somebody has taken note. */
    @Bean
    Invariant outcomesAreAsDecided(JdbcClient jdbc) {
        return Invariant.of(
                "outcomes-are-as-decided",
                () -> jdbc.sql(UNACKNOWLEDGED).query(String.class).list());
    }
}
