package dev.tandem.idempotency;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Records in Redis. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(RedisClient.class)
@ConditionalOnProperty(name = "tandem.idempotency.store", havingValue = "redis")
class RedisStoreConfiguration {

    /** A request rather hears that the store is away than waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Bean(destroyMethod = "shutdown")
    RedisClient idempotencyRedis(IdempotencyProperties properties) {
        var address = RedisURI.create(properties.redisUrl());
        address.setTimeout(PATIENCE);
        var client = RedisClient.create(address);
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        return client;
    }

    @Bean(destroyMethod = "close")
    StatefulRedisConnection<String, String> idempotencyRedisConnection(RedisClient idempotencyRedis) {
        return idempotencyRedis.connect();
    }

    @Bean
    Recorders recorders(
            StatefulRedisConnection<String, String> idempotencyRedisConnection, IdempotencyProperties properties) {
        return Recorders.elsewhere(new RedisRecords(idempotencyRedisConnection), new Patience(properties.patience()));
    }
}
