package dev.tandem.order.choreography;

import static dev.tandem.contracts.Coordination.SAGA_CHOREOGRAPHED;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.locks.job.Fence;
import dev.tandem.messaging.Origin;
import dev.tandem.order.choreography.Choreographies.Overdue;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.OrderBatch;
import dev.tandem.order.journal.Orders;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Cancels orders whose flow has gone silent. Nobody has to know where it broke off: that an order is cancelled makes each
 * service undo what it did, and not do what it would still have done.
 */
@Component
class Deadlines {

    private final Choreographies choreographies;
    private final Orders orders;
    private final ChoreographyProperties properties;

    Deadlines(Choreographies choreographies, Orders orders, ChoreographyProperties properties) {
        this.choreographies = choreographies;
        this.orders = orders;
        this.properties = properties;
    }

    /**
     * Cancels the longest overdue; safe to be called by several replicas at a time.
     *
     * @param fence keeps out a look that another replica has taken over
     * @return how many, at most a batch
     */
    @Transactional
    public int cancelSome(Fence fence) {
        var overdue = choreographies.removeDue(properties.batch());
        if (overdue.isEmpty()) {
            return 0;
        }
        if (!fence.admits()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly(); // the other one finds them again
            return 0;
        }
        var taken = orders.lock(overdue.stream().map(Overdue::orderId).toList());
        overdue.forEach(order -> cancel(order, taken));
        orders.save(taken);
        return overdue.size();
    }

    private void cancel(Overdue order, OrderBatch taken) {
        var command = new CancelOrder(order.orderId(), CancellationReason.TIMEOUT);
        var origin = Origin.of(order.correlationId()).coordinatedBy(SAGA_CHOREOGRAPHED.wireName());
        if (taken.handle(command, Terms.NONE, origin) instanceof Decision.Refused refused) {
            throw new IllegalStateException("order %s cannot be cancelled: %s".formatted(order, refused));
        }
    }
}
