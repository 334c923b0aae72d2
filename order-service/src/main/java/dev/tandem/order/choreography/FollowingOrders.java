package dev.tandem.order.choreography;

import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells pending orders what happened elsewhere, and ends those that are decided by it: a batch in one transaction, one
 * statement for all that wait on, and one batch of commands for all that end.
 *
 * <p>An order that is not pending has no row, so whatever comes late, twice or out of turn changes nothing: above all,
 * nothing undoes a confirmed order.
 */
@Component
class FollowingOrders {

    private final Choreographies choreographies;
    private final BatchHandler<OrderCommand> commands;

    FollowingOrders(Choreographies choreographies, BatchHandler<OrderCommand> commands) {
        this.choreographies = choreographies;
        this.commands = commands;
    }

    /** A handler of events, of which each order makes that. */
    <E> BatchHandler<E> by(BiFunction<Progress, E, Progress.Step> step) {
        return batch -> follow(batch, step);
    }

    private <E> void follow(List<Delivery<E>> batch, BiFunction<Progress, E, Progress.Step> step) {
        var orderIds = batch.stream().map(FollowingOrders::orderId).collect(Collectors.toSet());
        var pending = choreographies.lock(orderIds);
        var told = new HashMap<UUID, Progress>();
        var ends = new ArrayList<Delivery<OrderCommand>>();
        for (var delivery : batch) {
            var progress = pending.get(orderId(delivery));
            if (progress == null) {
                continue; // decided already
            }
            switch (step.apply(progress, delivery.body())) {
                case Progress.Step.Waits(var now) -> {
                    pending.put(now.orderId(), now);
                    told.put(now.orderId(), now);
                }
                case Progress.Step.Ends(var command) -> {
                    pending.remove(command.orderId());
                    told.remove(command.orderId());
                    ends.add(delivery.as(command));
                }
            }
        }
        choreographies.update(told.values());
        end(ends);
    }

    private void end(List<Delivery<OrderCommand>> ends) {
        if (!ends.isEmpty()) {
            choreographies.remove(ends.stream().map(end -> end.body().orderId()).toList());
            commands.handle(ends);
        }
    }

    /** Whatever is told about an order has its id for a key. */
    private static UUID orderId(Delivery<?> delivery) {
        return UUID.fromString(delivery.envelope().key());
    }
}
