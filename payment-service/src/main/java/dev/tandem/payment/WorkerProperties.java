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
 * @param pause until a question is tried again that was kept from a gateway in trouble
 * @param chargeDelay until a charge of unknown outcome is asked for again of our own accord; doubles each time. The saga
 *     asks sooner, if it still wants the money
 * @param refundDelay the same for a refund, which nobody else needs to ask for again
 * @param maxDelay beyond which neither grows
 */
@ConfigurationProperties("tandem.payment.worker")
record WorkerProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("32") int concurrency,
        @DefaultValue("20s") Duration lease,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("10s") Duration chargeDelay,
        @DefaultValue("1s") Duration refundDelay,
        @DefaultValue("1m") Duration maxDelay) {

    Duration chargeDelayAfter(int attempts) {
        return doubled(chargeDelay, attempts);
    }

    Duration refundDelayAfter(int attempts) {
        return doubled(refundDelay, attempts);
    }

    private Duration doubled(Duration first, int attempts) {
        var delay = first.multipliedBy(1L << Math.min(attempts - 1, 20));
        return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
    }
}
