package dev.tandem.locks.redlock;

import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LocksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** For services that keep their locks in Redis; those need {@code io.lettuce:lettuce-core}. */
@AutoConfiguration(before = LocksAutoConfiguration.class)
@ConditionalOnProperty(name = "tandem.locks.backend", havingValue = "redlock")
@ConditionalOnClass(name = "io.lettuce.core.RedisClient")
@EnableConfigurationProperties(RedlockProperties.class)
public class RedlockAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LockBackend redlockBackend(RedlockProperties properties) {
        return new RedlockBackend(properties.servers(), properties.patience());
    }
}
