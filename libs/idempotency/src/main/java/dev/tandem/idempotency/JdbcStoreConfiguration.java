package dev.tandem.idempotency;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Records in the service's own database. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tandem.idempotency.store", havingValue = "jdbc")
class JdbcStoreConfiguration {

    @Bean
    JdbcRecords jdbcRecords(JdbcClient jdbc) {
        return new JdbcRecords(jdbc);
    }

    @Bean
    Recorders recorders(
            JdbcRecords records, PlatformTransactionManager transactions, IdempotencyProperties properties) {
        return Recorders.inDatabase(records, transactions, new Patience(properties.patience()));
    }

    @Bean
    IdempotencyEndpoint idempotencyEndpoint(JdbcClient jdbc) {
        return new IdempotencyEndpoint(new OperatorRecords(jdbc));
    }

    @Bean
    ExpiredRecords expiredRecords(JdbcRecords records, IdempotencyProperties properties) {
        return new ExpiredRecords(records, properties.sweep(), properties.sweepBatch());
    }
}
