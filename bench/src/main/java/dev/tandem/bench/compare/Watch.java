package dev.tandem.bench.compare;

import com.fasterxml.uuid.Generators;
import dev.tandem.local.platform.Platform;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks again and again, while orders are placed, at what others would meet: locked rows and half-done orders. Only looks:
 * it takes no lock itself. Times are sums over samples some two milliseconds apart.
 */
final class Watch {

    private static final Duration PAUSE = Duration.ofMillis(1);

    /**
     * A row that somebody has changed or locked bears that transaction's number, and as long as the transaction has not
     * ended, prepared or not, the server lists its lock on its own number.
     */
    private static final String LOCKED = """
            SELECT EXISTS (SELECT
                             FROM %s AS wanted
                             JOIN pg_locks AS holder ON holder.transactionid = wanted.xmax
                            WHERE holder.locktype = 'transactionid'
                              AND holder.mode = 'ExclusiveLock'
                              AND holder.granted
                              AND %s)
            """;

    private static final String WALLET = LOCKED.formatted("wallet", "wanted.customer_id = '" + Shopper.NAME + "'");
    private static final String SHELF = LOCKED.formatted("stock", "wanted.sku IN ('sticker', 'book')");

    private final Platform platform;
    private final Books books;
    private volatile boolean over;

    Watch(Platform platform, Books books) {
        this.platform = platform;
        this.books = books;
    }

    /**
     * What was seen; times in nanoseconds, of all orders together.
     *
     * @param wallet how long the customer's wallet was locked
     * @param shelf how long a shelf was that the orders are taken from
     * @param halfDone how long there was something of an order and not all of it, to somebody who reads the four databases
     * @param longestHalfDone at a stretch
     * @param looks how often the reader looked
     * @param halfLooks how often it saw that
     */
    record Sights(long wallet, long shelf, long halfDone, long longestHalfDone, long looks, long halfLooks) {}

    private record Locked(long wallet, long shelf) {}

    private record Half(long total, long longest, long looks, long halfLooks) {}

    /** Places orders, and tells what was to be seen while they were carried out. */
    Sights during(Callable<?> orders) throws SQLException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(2)) {
            var locks = threads.submit(this::locks);
            var reader = threads.submit(this::read);
            try {
                orders.call();
            } catch (RuntimeException | SQLException | InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                over = true;
            }
            var locked = result(locks);
            var half = result(reader);
            return new Sights(locked.wallet, locked.shelf, half.total, half.longest, half.looks, half.halfLooks);
        }
    }

    private Locked locks() throws SQLException, InterruptedException {
        var wallet = 0L;
        var shelf = 0L;
        try (var payments = platform.connect("payments");
                var inventory = platform.connect("inventory");
                var walletRow = payments.prepareStatement(WALLET);
                var shelfRows = inventory.prepareStatement(SHELF)) {
            for (var last = System.nanoTime(); !over; ) {
                Thread.sleep(PAUSE);
                var isWallet = isTrue(walletRow);
                var isShelf = isTrue(shelfRows);
                var now = System.nanoTime();
                wallet += isWallet ? now - last : 0;
                shelf += isShelf ? now - last : 0;
                last = now;
            }
        }
        return new Locked(wallet, shelf);
    }

    private static boolean isTrue(PreparedStatement query) throws SQLException {
        try (var row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /**
     * Reads everything twice, and believes what it has read twice: two equal readings in a row, of counts that only rise,
     * are what was there between them. So what is half-done to it was so in fact, and not only read in an unlucky order.
     */
    private Half read() throws SQLException, InterruptedException {
        var since = Generators.timeBasedEpochGenerator().generate();
        var total = 0L;
        var longest = 0L;
        var looks = 0L;
        var halfLooks = 0L;
        var began = 0L; // of a stretch of looks at something half-done
        for (var last = System.nanoTime(); !over; ) {
            Thread.sleep(PAUSE);
            var seen = books.since(since);
            if (!seen.equals(books.since(since))) {
                continue;
            }
            var now = System.nanoTime();
            looks++;
            if (seen.isHalfDone()) {
                halfLooks++;
                total += now - last;
                began = began == 0 ? last : began;
                longest = Math.max(longest, now - began);
            } else {
                began = 0;
            }
            last = now;
        }
        return new Half(total, longest, looks, halfLooks);
    }

    private static <T> T result(Future<T> future) throws SQLException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException lost) {
                throw lost;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
