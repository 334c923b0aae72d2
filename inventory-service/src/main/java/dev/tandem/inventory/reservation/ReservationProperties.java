package dev.tandem.inventory.reservation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long units wait for an order to be decided.
 *
 * @param timeToLive after this time a reservation that nobody confirmed expires; a saga confirms within seconds, and
 *     within some minutes when a service is down
 * @param sweepInterval pause between two looks for expired ones
 * @param sweepBatch how many expire in one transaction, which blocks their articles for as long as it takes
 */
@ConfigurationProperties("tandem.inventory.reservation")
record ReservationProperties(
        @DefaultValue("15m") Duration timeToLive,
        @DefaultValue("10s") Duration sweepInterval,
        @DefaultValue("50") int sweepBatch) {

    ReservationProperties {
        if (timeToLive.isNegative() || timeToLive.isZero() || sweepBatch <= 0) {
            throw new IllegalArgumentException("time to live and sweep batch must be positive");
        }
    }
}
