package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Receipt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Guide, 'Blocking Nature and Limitations': locks held in several databases at once. */
public final class TwoPhaseDeadlockAcrossDatabases implements Story {

    private static final int ORDERS = 40;

    /** Voting may take ten seconds, and a round of telling five. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public String name() {
        return "2pc-deadlock-across-databases";
    }

    @Override
    public String about() {
        return "Many orders want the same wallet and the same shelf, each in a database of its own: no database sees the circle, and nobody waits for long.";
    }

    @Override
    public void play(Stage stage) {
        var round = new Round(stage);
        var slowest = new AtomicLong();
        var placed = IntStream.range(0, ORDERS)
                .mapToObj(number -> CompletableFuture.supplyAsync(() -> timed(round, slowest), THREADS))
                .toList();
        var receipts = placed.stream().map(CompletableFuture::join).toList();

        var confirmed = receipts.stream().filter(it -> it.httpStatus() == 201).count();
        stage.tell(
                "of %d orders for the same, all at once, %d are confirmed, the others gave up; the longest took %.1f s"
                        .formatted(ORDERS, confirmed, slowest.get() / 1e9));
        assertThat(receipts).extracting(Receipt::httpStatus).containsOnly(201, 409);
        assertThat(confirmed).isPositive();
        assertThat(Duration.ofNanos(slowest.get())).isLessThan(LONGEST);
        receipts.forEach(
                receipt -> round.awaitEnd(receipt.orderId(), receipt.httpStatus() == 201 ? "COMMITTED" : "ABORTED"));
        stage.checkSettled(receipts.stream().map(Receipt::orderId).toList());
    }

    private static Receipt timed(Round round, AtomicLong slowest) {
        var begin = System.nanoTime();
        try {
            return round.place();
        } finally {
            slowest.accumulateAndGet(System.nanoTime() - begin, Math::max);
        }
    }
}
