package dev.tandem.order.committing;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.order.journal.UndecidedOrders;
import dev.tandem.order.journal.UndecidedOrders.Undecided;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Finds out what became of orders whose request is long over: this process had died, or the coordinator was silent. A
 * committed one needs nothing, because its branch has removed the row; of an aborted one the record is written now.
 */
@Component
class UndecidedWatch implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(UndecidedWatch.class);

    /** Longer than a request waits for the coordinator's answer. */
    private static final Duration AGE = Duration.ofSeconds(30);

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int BATCH = 50;

    private final UndecidedOrders undecided;
    private final AbortedOrders aborted;
    private final Coordinator coordinator;

    UndecidedWatch(UndecidedOrders undecided, AbortedOrders aborted, Coordinator coordinator) {
        this.undecided = undecided;
        this.aborted = aborted;
        this.coordinator = coordinator;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::look, INTERVAL);
    }

    private void look() {
        undecided.leftOver(AGE, BATCH).forEach(this::settle);
    }

    private void settle(Undecided order) {
        var id = order.command().orderId();
        if (coordinator.outcomeOf(id) instanceof Outcome.Aborted(var reason, var detail)) {
            log.info("order {} was aborted: {} ({})", id, reason, detail);
            aborted.record(order.command(), CancellationReason.of(reason), order.correlationId());
        }
    }
}
