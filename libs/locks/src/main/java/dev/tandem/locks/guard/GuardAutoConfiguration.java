package dev.tandem.locks.guard;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A guard for a service that takes locks and has a database to guard. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
@ConditionalOnProperty("tandem.locks.backend")
@ConditionalOnBean(JdbcClient.class)
public class GuardAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    FencingGuard fencingGuard(JdbcClient jdbc) {
        return new FencingGuard(jdbc);
    }
}
