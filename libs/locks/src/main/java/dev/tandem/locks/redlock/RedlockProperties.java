package dev.tandem.locks.redlock;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where votes come from.
 *
 * @param servers host and port of each Redis server, an odd number of them
 * @param patience how long one may take to answer
 */
@ConfigurationProperties("tandem.locks.redlock")
record RedlockProperties(
        List<String> servers, @DefaultValue("50ms") Duration patience) {}
