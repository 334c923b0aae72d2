package dev.tandem.eventsourcing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The event log in a service's own database, for a service that asks for it with {@code tandem.event-sourcing.enabled}.
 * The tables come with the Flyway location {@code classpath:db/migration/event-sourcing}.
 */
@AutoConfiguration(after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class})
@ConditionalOnProperty("tandem.event-sourcing.enabled")
class EventSourcingAutoConfiguration {

    @Bean
    EventStore eventStore(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new EventStore(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    GroupedAppends groupedAppends(EventStore store) {
        return new GroupedAppends(store);
    }

    @Bean
    LogReader logReader(JdbcClient jdbc) {
        return new LogReader(jdbc);
    }

    @Bean
    LogSignal logSignal(JdbcConnectionDetails database) {
        return new LogSignal(database);
    }

    @Bean
    Snapshots snapshots(JdbcClient jdbc) {
        return new Snapshots(jdbc);
    }
}
