package dev.tandem.order.placing;

import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.IdempotentRequest;
import dev.tandem.messaging.Ids;
import dev.tandem.order.domain.Objection;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** Places the order of a request, or finds the one that an earlier attempt at the same request has placed. */
@Component
class PlacingOnce {

    private final PlacingTogether placing;
    private final Orders orders;

    PlacingOnce(PlacingTogether placing, Orders orders) {
        this.placing = placing;
        this.orders = orders;
    }

    /**
     * Returns when the order is committed.
     *
     * @param order by the id that it shall have
     * @param answersAtOnce see {@link RequestKey}
     * @throws Problem if it cannot be placed
     */
    StoredOrder place(IdempotentRequest request, Function<UUID, CreateOrder> order, boolean answersAtOnce)
            throws InterruptedException {
        return request.isRecordedByWork()
                ? placeWithKey(request, order.apply(Ids.next()), answersAtOnce)
                : placeUnderClaim(request, order);
    }

    private StoredOrder placeWithKey(IdempotentRequest request, CreateOrder order, boolean answersAtOnce)
            throws InterruptedException {
        return switch (placing.place(order, new RequestKey(request.attempt(), answersAtOnce))) {
            case Placement.Placed(var placed, var claim) -> {
                request.claimed(Objects.requireNonNull(claim));
                yield placed;
            }
            case Placement.Repeated(var claim) -> {
                request.claimed(claim);
                throw new IllegalStateException("not claimed, and yet " + claim);
            }
            case Placement.Objected(var objections) -> throw problem(objections);
        };
    }

    /** The claim is kept elsewhere: it knows the order's id before the order is there. */
    private StoredOrder placeUnderClaim(IdempotentRequest request, Function<UUID, CreateOrder> order)
            throws InterruptedException {
        var earlier = request.recoveryPoint();
        if (earlier != null) {
            var orderId = UUID.fromString(earlier);
            var found = orders.find(orderId);
            return found.isPresent() ? found.get() : placed(placing.place(order.apply(orderId), null));
        }
        var orderId = Ids.next();
        request.reached(orderId.toString());
        return placed(placing.place(order.apply(orderId), null));
    }

    private static StoredOrder placed(Placement placement) {
        return switch (placement) {
            case Placement.Placed(var order, var _) -> order;
            case Placement.Objected(var objections) -> throw problem(objections);
            case Placement.Repeated repeated -> throw new IllegalStateException("without a key, and yet " + repeated);
        };
    }

    static Problem problem(List<Objection> objections) {
        var first = objections.getFirst();
        return Problem.invalid(first.field(), first.detail())
                .with(
                        "errors",
                        objections.stream()
                                .map(objection -> new FieldError(objection.field(), objection.detail()))
                                .toList());
    }

    /** A problem's {@code errors} are a list of these. */
    record FieldError(String field, String message) {}
}
