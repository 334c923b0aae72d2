package dev.tandem.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.scenarios.Crowd.Wish;
import dev.tandem.scenarios.shop.Unanswered;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Orders that are placed in the background while something breaks. A customer who hears no answer tries again a little
 * later, with a new order: the first one may exist nevertheless, and then ends like any other, but nobody waits for it.
 */
public final class Traffic implements AutoCloseable {

    /** As many customers at a time as a small shop has. */
    private static final int CUSTOMERS_AT_A_TIME = 8;

    private static final Duration TRY_AGAIN = Duration.ofMillis(300);

    private final Stage stage;
    private final int orders;
    private final Map<UUID, Wish> accepted = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable AssertionError> refused = new AtomicReference<>();
    private final ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS_AT_A_TIME);

    Traffic(Stage stage, List<Wish> wishes) {
        this.stage = stage;
        this.orders = wishes.size();
        wishes.forEach(wish -> customers.execute(() -> place(wish)));
        customers.shutdown();
    }

    private void place(Wish wish) {
        for (var giveUp = System.nanoTime() + Stage.PATIENCE.toNanos(); System.nanoTime() < giveUp; ) {
            try {
                accepted.put(stage.shop().place(wish.basket()), wish);
                return;
            } catch (Unanswered nobodyThere) {
                if (!pause()) {
                    return;
                }
            } catch (AssertionError e) {
                refused.compareAndSet(null, e);
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(TRY_AGAIN);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Returns when so many orders have been accepted. */
    public void awaitAccepted(int count) {
        await(count + " orders are accepted")
                .atMost(Stage.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> enough(count));
    }

    private boolean enough(int count) {
        var refusal = refused.get();
        if (refusal != null) {
            throw refusal;
        }
        return accepted.size() >= count;
    }

    /** Returns when all orders have been accepted. */
    public void awaitAllAccepted() {
        awaitAccepted(orders);
    }

    /** Those accepted so far. */
    public Set<UUID> accepted() {
        return Set.copyOf(accepted.keySet());
    }

    /**
     * Waits until all have ended, and checks that each ended as if nothing had broken. What they left behind is a matter
     * of the invariants, which are checked after every story, for all orders at once.
     */
    public void checkAllEndWell() {
        awaitAllAccepted();
        var ended = stage.awaitEnd(accepted.keySet());
        assertThat(ended)
                .allSatisfy(order -> assertThat(Wish.outcome(order))
                        .as("%s, who wanted %s", order, accepted.get(order.orderId()))
                        .isEqualTo(expected(order.orderId())));
        var confirmed = ended.stream().filter(order -> order.isConfirmed()).count();
        stage.tell("all %d orders have ended: %d confirmed, %d cancelled, each with the reason it should have"
                .formatted(ended.size(), confirmed, ended.size() - confirmed));
    }

    private String expected(UUID orderId) {
        var wish = accepted.get(orderId);
        return wish == null ? "nothing: it was never placed" : wish.expected();
    }

    /** Sends the customers home who are still waiting for an answer. */
    @Override
    public void close() {
        customers.shutdownNow();
        try {
            if (!customers.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("customers do not go home");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
