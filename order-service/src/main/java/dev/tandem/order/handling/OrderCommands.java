package dev.tandem.order.handling;

import dev.tandem.contracts.order.OrderAccepted;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderCommand.RequestCancellation;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.BatchHandler;
import dev.tandem.messaging.Delivery;
import dev.tandem.messaging.Reply;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Carries out a batch of commands: what they are about is loaded once, decided one by one, and saved once. A command
 * causes its reply, which is kept in the inbox, and the order's events, which are published from the journal.
 *
 * <p>Two instances may handle commands about one new order at the same time, when a partition moves from one to the
 * other. Then there is no row to lock yet; the order's first event lets one of them through, and the other's batch is
 * handed over again and finds the order.
 */
@Component
class OrderCommands implements BatchHandler<OrderCommand> {

    private final Orders orders;
    private final CurrentTerms terms;
    private final Faults faults;

    OrderCommands(Orders orders, CurrentTerms terms, Faults faults) {
        this.orders = orders;
        this.terms = terms;
        this.faults = faults;
    }

    @Override
    public void handle(List<Delivery<OrderCommand>> batch) {
        var commands = batch.stream().map(Delivery::body).toList();
        var current = terms.concerning(commands);
        var taken = orders.lock(commands.stream().map(OrderCommand::orderId).collect(Collectors.toSet()));
        for (var delivery : batch) {
            var command = delivery.body();
            switch (taken.handle(command, current, delivery.origin())) {
                case Decision.Happened _ -> {
                    faults.reach(pointAfter(command), command.orderId());
                    delivery.reply(done(command, taken.order(command.orderId())));
                }
                case Decision.Refused(var reason, var detail) -> delivery.reply(new Reply.Refused(reason, detail));
            }
        }
        orders.save(taken);
    }

    private static FaultPoint pointAfter(OrderCommand command) {
        return switch (command) {
            case CreateOrder _ -> FaultPoint.ORDER_AFTER_CREATE;
            case ConfirmOrder _ -> FaultPoint.ORDER_AFTER_CONFIRM;
            case RequestCancellation _ -> FaultPoint.ORDER_AFTER_CANCELLATION_REQUEST;
            case CancelOrder _ -> FaultPoint.ORDER_AFTER_CANCEL;
        };
    }

    private static Reply done(OrderCommand command, StoredOrder order) {
        return switch (command) {
            case CreateOrder _ -> {
                var created = Objects.requireNonNull(order.state().created());
                yield Reply.succeeded(new OrderAccepted(order.id(), created.total(), created.currency()));
            }
            case ConfirmOrder _ -> Reply.succeeded();
            case RequestCancellation _, CancelOrder _ -> Reply.succeeded();
        };
    }
}
