package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Semantics 37 and 43: published at least once, in the order of the commits per key, whatever others are doing. */
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.config.name=messaging-test", "tandem.messaging.listen=false"})
@RealPostgres
@RealKafka(topics = OutboxTest.TOPIC)
class OutboxTest {

    static final String TOPIC = "outbox-test.events";

    record Happened(long number) {}

    private static Wire wire;

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private Outbox outbox;

    @Autowired
    private OutboxRows rows;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private PlatformTransactionManager transactions;

    @BeforeAll
    static void connect() {
        wire = new Wire(KafkaServer.shared());
    }

    @AfterAll
    static void disconnect() {
        wire.close();
    }

    @Test
    void aCommittedMessageIsPublishedWithItsHeadersAndItsRowIsGone() {
        inTransaction(() -> outbox.send(
                Message.event(TOPIC, key, new Happened(1)), Origin.of("cause-1").coordinatedBy("saga-orchestrated")));

        await().until(() -> published().equals(List.of(1L)));
        var record = wire.read(TOPIC, key).getFirst();
        assertThat(Wire.header(record, "ce_type")).isEqualTo("Happened");
        assertThat(Wire.header(record, "ce_source")).isEqualTo("/counting-service");
        assertThat(Wire.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Wire.header(record, "ce_subject")).isEqualTo(key);
        assertThat(Wire.header(record, "correlationid")).isEqualTo("cause-1");
        assertThat(Wire.header(record, "coordination")).isEqualTo("saga-orchestrated");
        await().until(() -> rows.backlog().pending() == 0);
    }

    @Test
    void aRolledBackMessageIsNeverPublished() {
        inTransaction(status -> {
            outbox.send(Message.event(TOPIC, key, new Happened(1)));
            status.setRollbackOnly();
        });
        inTransaction(() -> outbox.send(Message.event(TOPIC, key, new Happened(2))));

        await().until(() -> !published().isEmpty());
        assertThat(published()).containsExactly(2L);
    }

    @Test
    void sendingOutsideOfATransactionIsABug() {
        assertThatThrownBy(() -> outbox.send(Message.event(TOPIC, key, new Happened(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Happened");
    }

    @Test
    void aTransactionThatStaysOpenHoldsUpItsOwnKeyOnlyAndIsNotSkipped() throws Exception {
        var otherKey = UUID.randomUUID().toString();
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> inTransaction(() -> {
                outbox.send(Message.event(TOPIC, key, new Happened(100)));
                onceWritten(() -> {
                    written.countDown();
                    uninterruptibly(mayCommit);
                });
            }));
            uninterruptibly(written); // number 100 is drawn and not committed
            inTransaction(() -> outbox.send(Message.event(TOPIC, otherKey, new Happened(101))));
            var sameKey = threads.submit(
                    () -> inTransaction(() -> outbox.send(Message.event(TOPIC, key, new Happened(102)))));

            await().until(() -> published(otherKey).equals(List.of(101L)));
            assertThat(published()).isEmpty();
            mayCommit.countDown();
            slow.get();
            sameKey.get();
        }

        await().until(() -> published().size() == 2);
        assertThat(published()).containsExactly(100L, 102L);
    }

    @Test
    void manyWritersAndFiveRelaysKeepTheOrderOfTheCommitsOfEachKey() throws Exception {
        var relays = IntStream.range(0, 5)
                .mapToObj(i -> new OutboxRelay(rows, java.time.Duration.ofMillis(5)))
                .toList();
        relays.forEach(OutboxRelay::start);
        var keys = IntStream.range(0, 4).mapToObj(i -> key + i).toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            threads.invokeAll(IntStream.range(0, 2_000)
                    .mapToObj(i -> Executors.callable(() -> countAndTell(keys.get(i % keys.size()))))
                    .toList());
        } finally {
            await().until(() -> rows.backlog().pending() == 0);
            relays.forEach(OutboxRelay::stop);
        }

        var inCommitOrder = LongStream.rangeClosed(1, 500).boxed().toList();
        for (var of : keys) {
            assertThat(published(of)).isEqualTo(inCommitOrder);
        }
    }

    /** The counter's row lock makes the numbers follow the commits. */
    private void countAndTell(String of) {
        inTransaction(() -> {
            var number = jdbc.sql("""
                            INSERT INTO counter (key, value) VALUES (:key, 1)
                            ON CONFLICT (key) DO UPDATE SET value = counter.value + 1
                            RETURNING value
                            """).param("key", of).query(Long.class).single();
            outbox.send(Message.event(TOPIC, of, new Happened(number)));
        });
    }

    private List<Long> published() {
        return published(key);
    }

    private List<Long> published(String ofKey) {
        return wire.read(TOPIC, ofKey).stream()
                .map(record -> Long.valueOf(record.value().replaceAll("\\D", "")))
                .toList();
    }

    private void inTransaction(Runnable work) {
        inTransaction(status -> work.run());
    }

    private void inTransaction(java.util.function.Consumer<org.springframework.transaction.TransactionStatus> work) {
        new TransactionTemplate(Objects.requireNonNull(transactions)).executeWithoutResult(work);
    }

    /** Runs between the outbox's insert and the commit. */
    private static void onceWritten(Runnable work) {
        org.springframework.transaction.support.TransactionSynchronizationManager.registerSynchronization(
                new org.springframework.transaction.support.TransactionSynchronization() {
                    @Override
                    public void beforeCommit(boolean readOnly) {
                        work.run();
                    }
                });
    }

    private static void uninterruptibly(CountDownLatch latch) {
        try {
            if (!latch.await(30, java.util.concurrent.TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
