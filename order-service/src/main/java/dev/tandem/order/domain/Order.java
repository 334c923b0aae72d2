package dev.tandem.order.domain;

import dev.tandem.contracts.CancellationReason;
import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.contracts.order.OrderCommand.CancelOrder;
import dev.tandem.contracts.order.OrderCommand.ConfirmOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderCommand.RequestCancellation;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.contracts.order.OrderEvent.OrderCancellationRequested;
import dev.tandem.contracts.order.OrderEvent.OrderCancelled;
import dev.tandem.contracts.order.OrderEvent.OrderConfirmed;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order is what its events make of it.
 *
 * <table>
 * <caption>Commands may come late, twice, and in the wrong order; the order ends the same.</caption>
 * <tr><th>state</th><th>create</th><th>confirm</th><th>request cancellation</th><th>cancel</th></tr>
 * <tr><td>{@link None}</td><td>{@link Pending}, or refused</td><td>refused</td><td>refused</td>
 *     <td>{@link Cancelled}</td></tr>
 * <tr><td>{@link Pending}</td><td>the same</td><td>{@link Confirmed}</td><td>refused</td>
 *     <td>{@link Cancelled}</td></tr>
 * <tr><td>{@link Confirmed}</td><td>the same</td><td>the same</td><td>{@link Cancelling}</td>
 *     <td>{@link Cancelled}</td></tr>
 * <tr><td>{@link Cancelling}</td><td>the same</td><td>the same</td><td>the same</td><td>{@link Cancelled}</td></tr>
 * <tr><td>{@link Cancelled}</td><td>refused</td><td>refused</td><td>the same, or refused</td><td>the same</td></tr>
 * </table>
 */
public sealed interface Order {

    /** Never heard of. */
    record None() implements Order {}

    /** Placed; whether it can be fulfilled is being found out. */
    record Pending(OrderCreated created) implements Order {}

    /** Paid for, reserved, and a parcel is on its way. */
    record Confirmed(OrderCreated created, OrderConfirmed confirmed) implements Order {}

    /**
     * Confirmed, and the customer wants it undone. It stays in force until all of it is undone, and for good if the
     * carrier has it already.
     */
    record Cancelling(OrderCreated created, OrderConfirmed confirmed) implements Order {}

    /**
     * Given up. Without {@code created} it is a tombstone: the cancellation came first, and the order that follows must
     * find out.
     */
    record Cancelled(
            @Nullable OrderCreated created, @Nullable OrderConfirmed confirmed, OrderCancelled cancelled)
            implements Order {}

    /** What an order starts from. */
    static Order none() {
        return new None();
    }

    /** What was ordered, if it was. */
    default @Nullable OrderCreated created() {
        return null;
    }

    /** What the order stands on, if it was ever confirmed. */
    default @Nullable OrderConfirmed confirmed() {
        return null;
    }

    /** Why it was given up, if it was. */
    default @Nullable OrderCancelled cancelled() {
        return null;
    }

    /** What happens if this is asked of the order now? Never changes anything. */
    default Decision decide(OrderCommand command, Terms terms) {
        return switch (command) {
            case CreateOrder create -> create(create, terms);
            case ConfirmOrder confirm -> confirm(confirm);
            case RequestCancellation request -> requestCancellation(request);
            case CancelOrder cancel -> cancel(cancel);
        };
    }

    private Decision create(CreateOrder command, Terms terms) {
        return switch (this) {
            case None _ -> place(command, terms);
            case Pending _, Confirmed _, Cancelling _ -> nothing();
            case Cancelled _ -> tooLate();
        };
    }

    private static Decision place(CreateOrder command, Terms terms) {
        var objections = terms.objectionsTo(command);
        if (objections.isEmpty()) {
            return happened(terms.accept(command));
        }
        var first = objections.getFirst();
        return new Decision.Refused(first.reason().name(), first.field() + " " + first.detail());
    }

    private Decision confirm(ConfirmOrder command) {
        return switch (this) {
            case None _ -> new Decision.Refused("UNKNOWN_ORDER", "there is no order to confirm");
            case Pending _ ->
                happened(new OrderConfirmed(
                        command.orderId(), command.paymentId(), command.reservationId(), command.shipmentId()));
            case Confirmed _, Cancelling _ -> nothing();
            case Cancelled _ -> tooLate();
        };
    }

    private Decision requestCancellation(RequestCancellation command) {
        return switch (this) {
            case None _ -> new Decision.Refused("UNKNOWN_ORDER", "there is no order to cancel");
            case Pending _ -> new Decision.Refused("ORDER_NOT_CONFIRMED", "it is not known yet what there is to undo");
            case Confirmed _ -> happened(new OrderCancellationRequested(command.orderId()));
            case Cancelling _ -> nothing();
            case Cancelled(var _, var _, var cancelled) ->
                cancelled.reason() == CancellationReason.CUSTOMER_REQUEST ? nothing() : tooLate();
        };
    }

    private Decision cancel(CancelOrder command) {
        return switch (this) {
            case None _, Pending _, Confirmed _, Cancelling _ ->
                happened(new OrderCancelled(command.orderId(), command.reason()));
            case Cancelled _ -> nothing();
        };
    }

    /** What is true once this has happened? Never refuses anything that could have been decided. */
    default Order evolve(OrderEvent event) {
        return switch (event) {
            case OrderCreated created when this instanceof None -> new Pending(created);
            case OrderConfirmed confirmed
            when this instanceof Pending(var created) -> new Confirmed(created, confirmed);
            case OrderCancellationRequested _
            when this instanceof Confirmed(var created, var confirmed) -> new Cancelling(created, confirmed);
            case OrderCancelled cancelled -> evolveCancelled(cancelled);
            case OrderCreated unexpected -> throw impossible(unexpected);
            case OrderConfirmed unexpected -> throw impossible(unexpected);
            case OrderCancellationRequested unexpected -> throw impossible(unexpected);
            case CustomerRegistered unexpected -> throw impossible(unexpected);
        };
    }

    private Order evolveCancelled(OrderCancelled cancelled) {
        return switch (this) {
            case None _ -> new Cancelled(null, null, cancelled);
            case Pending(var created) -> new Cancelled(created, null, cancelled);
            case Confirmed(var created, var confirmed) -> new Cancelled(created, confirmed, cancelled);
            case Cancelling(var created, var confirmed) -> new Cancelled(created, confirmed, cancelled);
            case Cancelled _ -> throw impossible(cancelled);
        };
    }

    private IllegalStateException impossible(OrderEvent event) {
        return new IllegalStateException("%s cannot happen to %s".formatted(event, this));
    }

    private static Decision happened(OrderEvent event) {
        return new Decision.Happened(List.of(event));
    }

    private static Decision nothing() {
        return new Decision.Happened(List.of());
    }

    private static Decision tooLate() {
        return new Decision.Refused("ORDER_CANCELLED", "the order was cancelled before");
    }
}
