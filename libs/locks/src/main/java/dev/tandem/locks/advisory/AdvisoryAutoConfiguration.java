package dev.tandem.locks.advisory;

import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LocksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * For services that keep their locks in sessions of their own database; those add
 * {@code classpath:db/migration/advisory-locks} to their migrations.
 */
@AutoConfiguration(before = LocksAutoConfiguration.class, after = DataSourceAutoConfiguration.class)
@ConditionalOnProperty(name = "tandem.locks.backend", havingValue = "postgres-advisory")
@EnableConfigurationProperties(AdvisoryProperties.class)
public class AdvisoryAutoConfiguration {

    /** Not from the service's own pool, which locks that are held for long would dry up. */
    @Bean
    @ConditionalOnMissingBean
    LockBackend advisoryBackend(JdbcConnectionDetails database, AdvisoryProperties properties) {
        return new AdvisoryBackend(
                database.getJdbcUrl(), database.getUsername(), database.getPassword(), properties.sessions());
    }
}
