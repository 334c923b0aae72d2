package dev.tandem.inventory.reservation;

import dev.tandem.locks.job.Fence;
import dev.tandem.locks.job.OneReplica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Looks for expired reservations from time to time, on one instance at a time, and goes on as long as there are full
 * batches of them.
 */
@Component
class ReservationSweep implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(ReservationSweep.class);

    private final ExpiringReservations expiring;
    private final ReservationProperties properties;
    private final OneReplica oneReplica;

    ReservationSweep(ExpiringReservations expiring, ReservationProperties properties, OneReplica oneReplica) {
        this.expiring = expiring;
        this.properties = properties;
        this.oneReplica = oneReplica;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(() -> oneReplica.run("reservation-sweep", this::sweep), properties.sweepInterval());
    }

    void sweep(Fence fence) {
        int expired;
        do {
            expired = expiring.expireSome(fence);
            if (expired > 0) {
                log.info("{} reservations expired unconfirmed", expired);
            }
        } while (expired == properties.sweepBatch());
    }
}
