package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Writers that dawdle before their commit or roll back, and readers that follow the log from some point on by "what lies
 * beyond what I saw": each has to see every event once, in order. Size: {@code -Dtandem.events.test.size=1000000}.
 */
class GlobalOrderTest {

    private static final int EVENTS = Integer.getInteger("tandem.events.test.size", 4_000);
    private static final int WRITERS = 64;
    private static final int READERS = 8;
    private static final int LARGEST_APPEND = 20;

    private final TestLog log = new TestLog();
    private final AtomicInteger written = new AtomicInteger();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void noReaderMissesAnEventOrSeesOneTwice() throws Exception {
        log.pool.setMaximumPoolSize(WRITERS + READERS);
        log.pool.setConnectionTimeout(Duration.ofMinutes(5).toMillis());
        var seed = new Random().nextLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers = IntStream.range(0, WRITERS)
                    .mapToObj(number -> threads.submit(() -> write("stream-" + number, new Random(seed + number))))
                    .toList();
            var readers = threads.invokeAll(IntStream.range(0, READERS)
                    .mapToObj(number -> (Callable<Long>) () -> follow(new Random(seed - number)))
                    .toList());
            for (var writer : writers) {
                writer.get();
            }
            for (var reader : readers) {
                assertThat(reader.get()).as("last event seen, seed %d", seed).isGreaterThanOrEqualTo(EVENTS);
            }
        }
        var versions = log.jdbc
                .sql("SELECT stream_id FROM event GROUP BY stream_id HAVING max(version) <> count(*)")
                .query(String.class)
                .list();
        assertThat(versions).as("streams with gaps").isEmpty();
        assertThat(log.reader.head()).isEqualTo(written.get());
    }

    private void write(String stream, Random random) {
        while (written.get() < EVENTS) {
            var count = 1 + random.nextInt(LARGEST_APPEND);
            var isKept = random.nextInt(10) > 0;
            log.transaction.executeWithoutResult(status -> {
                log.store.append(new Append(stream, new Expected.Any(), TestLog.events(count)));
                if (random.nextInt(20) == 0) {
                    LockSupport.parkNanos(random.nextInt(2_000_000)); // the commit comes late
                }
                if (!isKept) {
                    status.setRollbackOnly();
                }
            });
            if (isKept) {
                written.addAndGet(count);
            }
        }
    }

    /** Starts somewhere in what there is by then, and returns the last position that it came to. */
    private long follow(Random random) {
        LockSupport.parkNanos(random.nextInt(50_000_000));
        var last = (long) (random.nextDouble() * log.reader.head());
        while (last < EVENTS) {
            var page = log.reader.after(last, 1 + random.nextInt(1000));
            var expected =
                    LongStream.rangeClosed(last + 1, last + page.size()).boxed().toList();
            assertThat(page.stream().map(RecordedEvent::position).toList()).isEqualTo(expected);
            last += page.size();
            if (page.isEmpty()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
        return last;
    }
}
