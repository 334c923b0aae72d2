package dev.tandem.locks;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a service takes locks.
 *
 * @param backend where they are kept; without it the service has no {@link Locks}
 * @param ttl after which the lock of a holder that died is free; renewed at a third of it
 * @param patience how long a service waits for others that does not say
 */
@ConfigurationProperties("tandem.locks")
record LocksProperties(
        String backend,
        @DefaultValue("30s") Duration ttl,
        @DefaultValue("10s") Duration patience) {

    LockOptions options() {
        return new LockOptions(ttl, patience);
    }
}
