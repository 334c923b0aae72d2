package dev.tandem.order.placing;

import dev.tandem.order.journal.OrderList;
import dev.tandem.order.journal.OrdersEnded;
import dev.tandem.order.journal.StoredOrder;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Requests that wait for their order to end. They are woken right after the commit that ends it. An order that another
 * replica finished is found by one query for all who wait, now and then; without anybody waiting there is no query.
 */
@Component
class Outcomes implements SchedulingConfigurer {

    /** An empty outcome ends the wait without one. */
    private final ConcurrentMap<UUID, CompletableFuture<Optional<StoredOrder>>> awaited = new ConcurrentHashMap<>();

    private final OrderList orders;
    private final OrderProperties properties;

    Outcomes(OrderList orders, OrderProperties properties) {
        this.orders = orders;
        this.properties = properties;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(this::look, properties.lookInterval());
    }

    /**
     * Returns the order when it is confirmed or cancelled, or as it was if that takes longer. It may have ended already:
     * who listens first and looks then cannot miss its end.
     */
    StoredOrder await(StoredOrder order, Duration patience) throws InterruptedException {
        var outcome = new CompletableFuture<Optional<StoredOrder>>();
        awaited.put(order.id(), outcome);
        try {
            wake(orders.findEnded(List.of(order.id())));
            return outcome.get(patience.toMillis(), TimeUnit.MILLISECONDS).orElse(order);
        } catch (TimeoutException e) {
            return order;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it exceptionally", e);
        } finally {
            awaited.remove(order.id(), outcome);
        }
    }

    @TransactionalEventListener
    void ended(OrdersEnded event) {
        wake(event.orders());
    }

    private void look() {
        var ids = Set.copyOf(awaited.keySet());
        if (!ids.isEmpty()) {
            wake(orders.findEnded(ids));
        }
    }

    /** Nobody is kept waiting by a service that is about to stop; the client hears that it has to ask again. */
    @EventListener(ContextClosedEvent.class)
    void giveUp() {
        awaited.values().forEach(outcome -> outcome.complete(Optional.empty()));
    }

    private void wake(Collection<StoredOrder> ended) {
        for (var order : ended) {
            var outcome = awaited.get(order.id());
            if (outcome != null) {
                outcome.complete(Optional.of(order));
            }
        }
    }
}
