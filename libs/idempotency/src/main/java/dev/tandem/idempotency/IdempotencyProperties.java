package dev.tandem.idempotency;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How repeated requests are dealt with.
 *
 * @param store where records are kept; nothing is if it is not set
 * @param routes endpoints that take part without an annotation, such as {@code POST /dead-letters/{id}/replay}; a key is
 *     not required of them
 * @param lease how long a claim holds after the last sign of life of whoever has it: after a crash a repeat is told to
 *     wait for so long at most
 * @param patience how long a repeat waits for the first attempt to end before it is told to come again
 * @param retention how long answers are kept; a key that comes after that is a new one
 * @param sweep how often expired records are removed
 * @param sweepBatch how many of them in one transaction
 * @param redisUrl where the store {@code redis} is
 * @param lockServiceUrl where the store {@code lock-service} is
 */
@ConfigurationProperties("tandem.idempotency")
record IdempotencyProperties(
        @Nullable Store store,
        @DefaultValue List<String> routes,
        @DefaultValue("10s") Duration lease,
        @DefaultValue("2s") Duration patience,
        @DefaultValue("24h") Duration retention,
        @DefaultValue("1m") Duration sweep,
        @DefaultValue("500") int sweepBatch,
        @DefaultValue("redis://127.0.0.1:6379") URI redisUrl,
        @DefaultValue("http://127.0.0.1:8086") URI lockServiceUrl) {

    /** Where records can be kept. */
    enum Store {
        /** In the service's own database: as durable as the work, and in its transaction. */
        JDBC,
        /** In the lock service: as durable, in a transaction of its own. */
        LOCK_SERVICE,
        /** In Redis: quick, and forgotten when Redis fails over or restarts. */
        REDIS
    }
}
