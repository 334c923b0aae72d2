package dev.tandem.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway is asked about open payments.
 *
 * @param enabled whether this instance asks at all; off for one that is to leave that to others
 * @param concurrency questions that one instance has out at a time; no more than the bulkhead lets through
 * @param lease how long a worker has a payment for itself; longer than all tries of one question take together
 * @param pollInterval how often to look for what nobody was woken for: the work of the dead, and what is due again
 * @param firstDelay until the gateway is asked again of its own accord when the outcome stayed unknown; doubles each time
 * @param maxDelay beyond which the delay does not grow
 */
@ConfigurationProperties("tandem.payment.worker")
record WorkerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("32") int concurrency,
        @DefaultValue("30s") Duration lease,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("10s") Duration firstDelay,
        @DefaultValue("5m") Duration maxDelay) {

    /** How long to leave a payment alone after so many attempts. */
    Duration delayAfter(int attempts) {
        var delay = firstDelay.multipliedBy(1L << Math.min(attempts - 1, 20));
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
