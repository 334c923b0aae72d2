package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalPublicationTest {

    private final TestJournal test = new TestJournal();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void whatCommitsLateIsNeitherMissedNorWaitedFor() throws Exception {
        try (var slow = test.pool.getConnection()) {
            slow.setAutoCommit(false);
            insert(slow, "slow-1");
            test.append("quick-1", 1);

            assertThat(test.publish(10)).containsExactly("quick-1/1");
            test.append("quick-1", 2);
            assertThat(test.publish(10)).containsExactly("quick-1/2");

            slow.commit();
        }
        assertThat(test.publish(10)).containsExactly("slow-1/1");
        assertThat(test.publish(10)).isEmpty();
    }

    @Test
    void whatIsRolledBackIsNeverPublished() throws Exception {
        try (var other = test.pool.getConnection()) {
            other.setAutoCommit(false);
            insert(other, "other-1");
            assertThat(test.publish(10)).isEmpty();
            other.rollback();
        }
        test.append("a-1", 1);

        assertThat(test.publish(10)).containsExactly("a-1/1");
    }

    /** However long it stays in doubt: it may outlive the process and the server. */
    @Test
    void aPreparedTransactionHoldsUpNobodyAndIsPublishedWhenItIsCommitted() throws Exception {
        try (var branch = test.pool.getConnection()) {
            branch.setAutoCommit(false);
            insert(branch, "branch-1");
            execute(branch, "PREPARE TRANSACTION 'in doubt'");
        }
        for (var version = 1; version <= 5; version++) {
            test.append("a-1", version);
            assertThat(test.publish(10)).containsExactly("a-1/" + version);
        }

        test.jdbc.sql("COMMIT PREPARED 'in doubt'").update();

        assertThat(test.publish(10)).containsExactly("branch-1/1");
        assertThat(test.publish(10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 20, 100})
    void muchComesInPortionsOfAnySize(int limit) throws Exception {
        var expected = new ArrayList<String>();
        for (var version = 1; version <= 20; version++) {
            test.append("a-1", version);
            expected.add("a-1/" + version);
        }

        assertThat(test.publish(limit)).isEqualTo(expected);
        assertThat(test.publication.backlog().pending()).isZero();
    }

    @Test
    void whatWaitsIsCounted() {
        IntStream.rangeClosed(1, 5).forEach(version -> test.append("a-1", version));
        test.transaction.executeWithoutResult(status -> test.publication.published(test.publication.next(2)));
        test.append("a-1", 6);

        assertThat(test.publication.backlog().pending()).isEqualTo(4);
        assertThat(test.publication.backlog().oldestAgeSeconds()).isPositive();
    }

    @Test
    void aPortionThatIsNotNotedComesAgain() {
        test.append("a-1", 1);
        test.transaction.executeWithoutResult(status -> {
            test.publication.published(test.publication.next(10));
            status.setRollbackOnly();
        });

        assertThat(test.publish(10)).containsExactly("a-1/1");
    }

    /** Tables that were restored elsewhere: there, transactions that are yet to come have numbers that count as seen. */
    @Test
    void theCursorOfAnotherServerIsRefused() {
        test.jdbc
                .sql("UPDATE event_journal_published SET done = '99999999999:99999999999:'")
                .update();

        assertThatThrownBy(() -> test.publish(10))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another server");
    }

    /**
     * Writers that dawdle before their commit or roll back, several at a time at the same streams; publishers that take
     * turns and sometimes die between publishing and noting it. Each event that was committed comes at least once, and
     * those of a stream for the first time in their order.
     */
    @Test
    void nothingIsMissedAndStreamsKeepTheirOrder() throws Exception {
        var seed = new Random().nextLong();
        var published = new CopyOnWriteArrayList<String>();
        var writing = new AtomicInteger(16);
        test.pool.setMaximumPoolSize(24);
        test.pool.setConnectionTimeout(Duration.ofMinutes(5).toMillis());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Callable<Object>>();
            for (var number = 0; number < 16; number++) {
                var random = new Random(seed + number);
                work.add(Executors.callable(() -> {
                    IntStream.range(0, 40).forEach(i -> appendSomewhere(random));
                    writing.decrementAndGet();
                }));
            }
            for (var number = 1; number <= 3; number++) {
                var random = new Random(seed - number);
                work.add(Executors.callable(() -> {
                    while (writing.get() > 0) {
                        publishOrDie(random, published);
                    }
                }));
            }
            for (var each : threads.invokeAll(work)) {
                each.get();
            }
        }
        published.addAll(test.publish(50));

        var committed = test.jdbc
                .sql("SELECT stream_id || '/' || version FROM event_journal")
                .query(String.class)
                .list();
        assertThat(committed).hasSizeGreaterThan(200);
        assertThat(published).as("seed %d", seed).containsAll(committed);
        assertThat(firstTimes(published))
                .as("seed %d", seed)
                .allSatisfy((stream, versions) -> assertThat(versions)
                        .as(stream)
                        .isEqualTo(IntStream.rangeClosed(1, versions.size())
                                .boxed()
                                .toList()));
    }

    private static Map<String, List<Integer>> firstTimes(List<String> published) {
        var streams = new HashMap<String, List<Integer>>();
        published.stream().distinct().forEach(name -> {
            var parts = name.split("/", 2);
            streams.computeIfAbsent(parts[0], stream -> new ArrayList<>()).add(Integer.valueOf(parts[1]));
        });
        return streams;
    }

    /** As an aggregate does it: locks, reads, appends; and something else before, so that transactions overtake. */
    private void appendSomewhere(Random random) {
        test.transaction.executeWithoutResult(status -> {
            test.jdbc.sql("SELECT pg_current_xact_id()").query(row -> {});
            LockSupport.parkNanos(random.nextInt(3_000_000));
            for (var stream : new int[] {random.nextInt(4), 4 + random.nextInt(4)}) { // in one order, or they deadlock
                var name = "s-" + stream;
                test.jdbc
                        .sql("SELECT pg_advisory_xact_lock(7, :stream)")
                        .param("stream", stream)
                        .query(row -> {});
                test.append(name, test.journal.histories(List.of(name)).size() + 1);
            }
            LockSupport.parkNanos(random.nextInt(3_000_000));
            if (random.nextInt(5) == 0) {
                status.setRollbackOnly();
            }
        });
    }

    private void publishOrDie(Random random, List<String> published) {
        test.transaction.executeWithoutResult(status -> {
            test.takeTurn();
            var portion = test.publication.next(1 + random.nextInt(30));
            portion.events().forEach(event -> published.add(TestJournal.name(event)));
            test.publication.published(portion);
            if (random.nextInt(4) == 0) {
                status.setRollbackOnly();
            }
        });
    }

    private static void insert(Connection connection, String stream) throws Exception {
        execute(connection, """
                INSERT INTO event_journal (stream_id, version, event_id, type, schema_version, data, metadata, occurred_at)
                VALUES ('%s', 1, gen_random_uuid(), 'Counted', 1, '{}', '{}', now())
                """.formatted(stream));
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
