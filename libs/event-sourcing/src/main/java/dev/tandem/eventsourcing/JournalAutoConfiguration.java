package dev.tandem.eventsourcing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The journal of a service's own aggregates, for a service that asks for it with {@code tandem.event-journal.enabled}.
 * The tables come with the Flyway location {@code classpath:db/migration/event-journal}.
 */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnProperty("tandem.event-journal.enabled")
class JournalAutoConfiguration {

    @Bean
    Journal journal(JdbcClient jdbc) {
        return new Journal(jdbc);
    }

    @Bean
    JournalPublication journalPublication(JdbcClient jdbc) {
        return new JournalPublication(jdbc);
    }
}
