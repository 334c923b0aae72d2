package dev.tandem.locks.postgres;

import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LocksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Locks of the lock service for a service that wants them ({@code tandem.locks.backend=postgres}). Never asked at start-up. */
@AutoConfiguration(before = LocksAutoConfiguration.class)
@ConditionalOnProperty(name = "tandem.locks.backend", havingValue = "postgres")
@EnableConfigurationProperties(LockServiceProperties.class)
class LockServiceAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(LockBackend.class)
    LockServiceBackend lockServiceBackend(LockServiceProperties properties) {
        return new LockServiceBackend(properties.url(), properties.timeout());
    }
}
