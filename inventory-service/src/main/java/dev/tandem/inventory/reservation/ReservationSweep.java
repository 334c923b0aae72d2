package dev.tandem.inventory.reservation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/** Looks for expired reservations from time to time, and goes on as long as there are full batches of them. */
@Component
class ReservationSweep implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ReservationSweep.class);

    private final ExpiringReservations expiring;
    private final ReservationProperties properties;

    ReservationSweep(ExpiringReservations expiring, ReservationProperties properties) {
        this.expiring = expiring;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::sweep, properties.sweepInterval());
    }

    void sweep() {
        int expired;
        do {
            expired = expiring.expireSome();
            if (expired > 0) {
                log.info("{} reservations expired unconfirmed", expired);
            }
        } while (expired == properties.sweepBatch());
    }
}
