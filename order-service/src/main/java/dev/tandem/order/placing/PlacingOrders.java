package dev.tandem.order.placing;

import dev.tandem.contracts.Coordination;
import dev.tandem.faults.FaultPoint;
import dev.tandem.faults.Faults;
import dev.tandem.idempotency.Claim;
import dev.tandem.order.catalogue.CurrentTerms;
import dev.tandem.order.choreography.Choreography;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Terms;
import dev.tandem.order.journal.OrderBatch;
import dev.tandem.order.journal.Orders;
import dev.tandem.order.journal.StoredOrder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes orders in: the orders' first events, which set everything else in motion, are one transaction. Whoever
 * coordinates an order hears {@code OrderCreated}, and knows from its header that it is meant.
 */
@Component
public class PlacingOrders {

    private final Orders orders;
    private final CurrentTerms terms;
    private final KeysOfWishes keys;
    private final Choreography choreography;
    private final Faults faults;

    PlacingOrders(Orders orders, CurrentTerms terms, KeysOfWishes keys, Choreography choreography, Faults faults) {
        this.orders = orders;
        this.terms = terms;
        this.keys = keys;
        this.choreography = choreography;
        this.faults = faults;
    }

    /** Returns what became of each wish, in their order. */
    @Transactional
    List<Placement> place(List<Wish> wishes) {
        var current = terms.concerning(wishes.stream().map(Wish::order).toList());
        var fresh = orders.fresh();
        var possible = wishes.stream()
                .filter(wish -> current.objectionsTo(wish.order()).isEmpty())
                .toList();
        var claims = keys.claim(possible, current);
        var placements = wishes.stream()
                .map(wish -> place(wish, current, claims.get(wish.order().orderId()), fresh))
                .toList();
        orders.save(fresh);
        choreography.begin(nobodyConducts(wishes, fresh));
        faults.reach(FaultPoint.ORDER_AFTER_CREATE, wishes, wish -> wish.order().orderId());
        return placements;
    }

    private Placement place(Wish wish, Terms current, @Nullable Claim claim, OrderBatch fresh) {
        var objections = current.objectionsTo(wish.order());
        if (!objections.isEmpty()) {
            return new Placement.Objected(objections);
        }
        return switch (claim) {
            case null -> new Placement.Placed(place(wish, current, fresh), null);
            case Claim.Granted granted -> new Placement.Placed(order(wish, current, granted, fresh), granted);
            case Claim.Answered _, Claim.InProgress _, Claim.Mismatch _ -> new Placement.Repeated(claim);
        };
    }

    /** Whoever takes over a key takes over the order that was placed under it. */
    private StoredOrder order(Wish wish, Terms current, Claim.Granted granted, OrderBatch fresh) {
        var orderId = UUID.fromString(Objects.requireNonNull(granted.recoveryPoint()));
        return orderId.equals(wish.order().orderId())
                ? place(wish, current, fresh)
                : orders.find(orderId)
                        .orElseThrow(() -> new IllegalStateException("a key without its order " + orderId));
    }

    private StoredOrder place(Wish wish, Terms current, OrderBatch fresh) {
        var order = wish.order();
        return switch (fresh.handle(order, current, wish.origin())) {
            case Decision.Happened _ -> fresh.order(order.orderId());
            case Decision.Refused refused -> throw new IllegalStateException("no objections, and yet " + refused);
        };
    }

    private static Map<UUID, String> nobodyConducts(List<Wish> wishes, OrderBatch fresh) {
        return wishes.stream()
                .filter(wish -> wish.order().coordination() == Coordination.SAGA_CHOREOGRAPHED)
                .filter(wish -> fresh.isNew(wish.order().orderId()))
                .collect(Collectors.toMap(
                        wish -> wish.order().orderId(), wish -> wish.origin().correlationId()));
    }
}
