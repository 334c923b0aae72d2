package dev.tandem.lock;

import dev.tandem.defaults.invariants.Invariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true of the locks after every step; each is one statement, so it sees one moment. */
@Configuration(proxyBeanMethods = false)
class LockInvariants {

    private static final String TOKEN_TWICE = """
            SELECT format('%s have the same token %s, or it was never given out', string_agg(key, ' and '), token)
              FROM lease
             GROUP BY token
            HAVING count(*) > 1 OR token > (SELECT last_value FROM fencing_token)
             ORDER BY token
            """;

    private static final String UNHEARD = """
            SELECT format('%s waits for %s, whose lease says that nobody waits', lock_queue.owner, key)
              FROM lock_queue
              LEFT JOIN lease USING (key)
             WHERE lease.awaited IS NOT TRUE
               AND lock_queue.alive_until > clock_timestamp()
             ORDER BY key, place
            """;

    @Bean
    Invariant tokensAreGivenOutOnce(JdbcClient jdbc) {
        return sql(jdbc, "tokens-are-given-out-once", TOKEN_TWICE);
    }

    @Bean
    Invariant waitersAreKnown(JdbcClient jdbc) {
        return sql(jdbc, "waiters-are-known", UNHEARD);
    }

    private static Invariant sql(JdbcClient jdbc, String name, String violations) {
        return Invariant.of(name, () -> jdbc.sql(violations).query(String.class).list());
    }
}
