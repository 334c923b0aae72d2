package dev.tandem.locks.postgres;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the lock service is.
 *
 * @param url its address
 * @param timeout how long it may take to answer, beyond the time that a caller is ready to wait for a lock
 */
@ConfigurationProperties("tandem.locks.postgres")
record LockServiceProperties(
        @DefaultValue("http://127.0.0.1:8086") URI url,
        @DefaultValue("3s") Duration timeout) {}
