package dev.tandem.order.choreography;

import dev.tandem.locks.job.Fence;
import dev.tandem.locks.job.OneReplica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Looks for overdue orders from time to time, on one replica at a time, and goes on as long as there are full batches of
 * them.
 */
@Component
class DeadlineWatch implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(DeadlineWatch.class);

    private final Deadlines deadlines;
    private final ChoreographyProperties properties;
    private final OneReplica oneReplica;

    /** An outage is worth one line, not one per look. */
    private volatile boolean databaseIsAway;

    DeadlineWatch(Deadlines deadlines, ChoreographyProperties properties, OneReplica oneReplica) {
        this.deadlines = deadlines;
        this.properties = properties;
        this.oneReplica = oneReplica;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::look, properties.lookInterval());
    }

    private void look() {
        try {
            oneReplica.run("order-deadlines", this::cancelOverdue);
            databaseIsAway = false;
        } catch (RuntimeException e) { // nothing is lost: the next look will find them
            if (!databaseIsAway) {
                log.warn("Overdue orders wait, and are looked for until it works: {}", e.toString());
            }
            databaseIsAway = true;
        }
    }

    private void cancelOverdue(Fence fence) {
        int cancelled;
        do {
            cancelled = deadlines.cancelSome(fence);
            if (cancelled > 0) {
                log.warn(
                        "{} choreographed orders were silent for {} and are cancelled",
                        cancelled,
                        properties.deadline());
            }
        } while (cancelled == properties.batch());
    }
}
