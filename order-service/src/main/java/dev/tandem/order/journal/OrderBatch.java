package dev.tandem.order.journal;

import dev.tandem.contracts.order.OrderCommand;
import dev.tandem.messaging.Origin;
import dev.tandem.order.domain.Decision;
import dev.tandem.order.domain.Terms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The orders of one transaction: taken up together, changed one command at a time, saved together. */
public final class OrderBatch {

    private final Instant now;
    private final Map<UUID, StoredOrder> orders = new HashMap<>();
    private final Set<UUID> known;
    private final List<Happening> happened = new ArrayList<>();

    /**
     * Something that happened just now.
     *
     * @param origin what it was caused by, which it hands down to all that it causes
     */
    record Happening(RecordedEvent event, Origin origin) {}

    OrderBatch(Instant now, Collection<StoredOrder> known) {
        this.now = now;
        known.forEach(order -> orders.put(order.id(), order));
        this.known = Set.copyOf(orders.keySet());
    }

    /**
     * Asks the order, as all commands before left it, and remembers what happens.
     *
     * @param origin where the command comes from
     */
    public Decision handle(OrderCommand command, Terms terms, Origin origin) {
        var order = orders.getOrDefault(command.orderId(), StoredOrder.none(command.orderId(), now));
        var decision = order.state().decide(command, terms);
        if (decision instanceof Decision.Happened(var events)) {
            for (var event : events) {
                var recorded = new RecordedEvent(order.id(), order.version() + 1, event, now);
                order = order.after(recorded);
                happened.add(new Happening(recorded, origin));
            }
            orders.put(order.id(), order);
        }
        return decision;
    }

    /** The order as it is now. */
    public StoredOrder order(UUID id) {
        var order = orders.get(id);
        if (order == null) {
            throw new IllegalStateException("order %s does not exist".formatted(id));
        }
        return order;
    }

    /** Whether the order's first event is this batch's. */
    public boolean isNew(UUID id) {
        return orders.containsKey(id) && !known.contains(id);
    }

    List<Happening> happened() {
        return happened;
    }

    Collection<StoredOrder> changed() {
        var ids = new HashSet<UUID>();
        happened.forEach(happening -> ids.add(happening.event().orderId()));
        return ids.stream().sorted().map(this::order).toList();
    }
}
