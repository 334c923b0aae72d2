package dev.tandem.eventstore.log;

import dev.tandem.defaults.invariants.Invariant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must be true of the log whatever crashed. */
@Configuration(proxyBeanMethods = false)
class LogInvariants {

    private static final String GAPS_IN_THE_LOG = """
            SELECT 'the log has ' || count(*) || ' events, its last position is ' || coalesce(max(event.position), 0)
                   || ', and its head is at ' || head.position
              FROM event_head AS head
              LEFT JOIN event ON true
             GROUP BY head.position
            HAVING count(event.position) <> head.position
                OR coalesce(max(event.position), 0) <> head.position
            """;

    private static final String GAPS_IN_STREAMS = """
            SELECT 'stream ' || stream_id || ' has ' || count(*) || ' events of versions ' || min(version) || ' to '
                   || max(version)
              FROM event
             GROUP BY stream_id
            HAVING min(version) <> 1
                OR max(version) <> count(*)
             LIMIT 100
            """;

    @Bean
    Invariant logHasNoGaps(JdbcClient jdbc) {
        return Invariant.of("log-has-no-gaps", () -> sentences(jdbc, GAPS_IN_THE_LOG));
    }

    @Bean
    Invariant streamsHaveNoGaps(JdbcClient jdbc) {
        return Invariant.of("streams-have-no-gaps", () -> sentences(jdbc, GAPS_IN_STREAMS));
    }

    private static List<String> sentences(JdbcClient jdbc, String query) {
        return jdbc.sql(query).query(String.class).list();
    }
}
