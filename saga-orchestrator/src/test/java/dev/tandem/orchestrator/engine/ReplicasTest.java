package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.engine.TripSagas.Ticket;
import dev.tandem.orchestrator.machine.SagaInput.Audit;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Replicas share nothing but the database, so to a saga two transactions are two replicas: what one of them does here,
 * any number of processes may do.
 */
@EngineTest
class ReplicasTest {

    private static final int WORKERS = 8;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Reply DONE = Reply.succeeded();
    private static final Reply REFUSED = new Reply.Refused("NO_MONEY", "there is none");
    private static final Reply BOOKED = Reply.succeeded(new Ticket("T1"));

    @Autowired
    private TripSagas trips;

    @Autowired
    private InstanceManager manager;

    @Autowired
    private Operator operator;

    @Autowired
    private SagaStore store;

    @Autowired
    private Json json;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void whatStandsAndWhatHappenedAgree() {
        assertThat(SagaConsistency.violations(jdbc)).isEmpty();
    }

    @Test
    void eightWorkersWithTenThousandRepeatedAndShuffledAnswersCarryOutEachStepOnceAndNeverPause() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);
        var answers = new ArrayList<Incoming>();
        for (var i = 0; i < 2_000; i++) {
            answers.add(trips.answer(saga, "book", Phase.ACTION, 1, BOOKED));
            answers.add(trips.answer(saga, "pay", Phase.ACTION, 1, DONE));
            answers.add(trips.answer(saga, "leave", Phase.ACTION, 1, REFUSED));
            answers.add(trips.answer(saga, "pay", Phase.COMPENSATION, 1, DONE));
            answers.add(trips.answer(saga, "book", Phase.COMPENSATION, 1, DONE));
        }
        Collections.shuffle(answers, new Random(7));

        var longest = hearAtOnce(IntStream.range(0, 100)
                .<List<Incoming>>mapToObj(i -> answers.subList(i * 100, (i + 1) * 100))
                .toList());

        assertThat(trips.status(saga)).isEqualTo("COMPENSATED");
        assertThat(trips.asked(saga))
                .containsExactly("book", "pay", "leave", "refund because NO_MONEY", "unbook because NO_MONEY");
        assertThat(trips.history(saga)).hasSize(6);
        assertThat(longest).isLessThan(LONGEST_PAUSE);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whateverIsRepeatedLostForAWhileAndOutOfOrderEachSagaEndsOnce(long seed) throws Exception {
        var random = new Random(seed);
        var sagas =
                Stream.generate(() -> trips.start(TripSagas.PATIENT)).limit(40).toList();
        var answers = new ArrayList<Incoming>();
        for (var saga : sagas) {
            for (var i = 0; i < 10; i++) {
                answers.add(trips.answer(saga, "book", Phase.ACTION, 1, BOOKED));
                answers.add(trips.answer(saga, "pay", Phase.ACTION, 1, DONE));
                answers.add(trips.answer(saga, "leave", Phase.ACTION, 1, DONE));
            }
        }
        Collections.shuffle(answers, random);

        hearAtOnce(Stream.generate(() -> new ArrayList<>(answers)) // what came too early comes again
                .limit(3)
                .<List<Incoming>>mapMulti((all, batches) -> {
                    Collections.shuffle(all, random);
                    IntStream.range(0, 24).forEach(i -> batches.accept(all.subList(i * 50, (i + 1) * 50)));
                })
                .toList());

        assertThat(sagas).allSatisfy(saga -> {
            assertThat(trips.status(saga)).isEqualTo("COMPLETED");
            assertThat(trips.asked(saga)).containsExactly("book", "pay", "leave");
        });
    }

    @Test
    void aReplicaThatWasReplacedWhileItIsStillAliveAndTheOneThatReplacesItCarryTheStepOutOnce() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);
        var batch = List.of(trips.answer(saga, "book", Phase.ACTION, 1, BOOKED));
        var handled = new CountDownLatch(1);
        var wakeUp = new CountDownLatch(1);

        try (var threads = Executors.newFixedThreadPool(2)) {
            var replaced = threads.submit(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                manager.advance(batch);
                handled.countDown();
                awaitQuietly(wakeUp); // as if stopped, with all done and nothing committed
            }));
            assertThat(handled.await(10, TimeUnit.SECONDS)).isTrue();
            var replacing = threads.submit(() -> trips.hear(batch));
            await().until(() -> waitsForALock());

            wakeUp.countDown();
            replaced.get(10, TimeUnit.SECONDS);
            replacing.get(10, TimeUnit.SECONDS);
        }

        assertThat(trips.status(saga)).isEqualTo("RUNNING pay 1");
        assertThat(trips.asked(saga)).containsExactly("book", "pay");
    }

    @Test
    void aReplicaThatDiesHalfWayLeavesTheStepToTheOther() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);
        var batch = List.of(trips.answer(saga, "book", Phase.ACTION, 1, BOOKED));
        var sentBefore = trips.sent.size();

        assertThatIllegalStateException()
                .isThrownBy(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    manager.advance(batch);
                    throw new IllegalStateException("killed");
                }));
        trips.sent.subList(sentBefore, trips.sent.size()).clear(); // died with it

        trips.hear(batch);
        assertThat(trips.status(saga)).isEqualTo("RUNNING pay 1");
        assertThat(trips.asked(saga)).containsExactly("book", "pay");
    }

    @Test
    void aReplicaThatStandsStillDoesNotHoldItsSagasForLong() {
        assertThat(jdbc.sql("SHOW idle_in_transaction_session_timeout")
                        .query(String.class)
                        .single())
                .isEqualTo("10s");
    }

    @Test
    void whatAReplicaReadBeforeItWasReplacedItCannotWriteAfterwards() {
        var saga = trips.start(TripSagas.PATIENT);
        var transaction = new TransactionTemplate(transactions);
        var stale = Objects.requireNonNull(transaction.execute(status -> store.lock(List.of(saga))));
        trips.hear(saga, "book", BOOKED);

        stale.forEach(instance -> instance.take(new TurnBack(new Audit("stale", null, "test")), json));

        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> store.update(stale)))
                .withMessageContaining("1 of 1 sagas were changed by somebody else");
        assertThat(trips.status(saga)).isEqualTo("RUNNING pay 1");
    }

    @Test
    void anAnswerAndAnOperatorAtTheSameMomentTakeTurns() throws Exception {
        var sagas =
                Stream.generate(() -> trips.start(TripSagas.PATIENT)).limit(100).toList();

        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            var both = new ArrayList<Callable<Boolean>>();
            for (var saga : sagas) {
                both.add(() -> {
                    trips.hear(saga, "book", BOOKED);
                    return true;
                });
                both.add(() -> {
                    operator.instruct(saga, new TurnBack(new Audit("changed my mind", null, "test")));
                    return true;
                });
            }
            for (var done : threads.invokeAll(both)) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(sagas)
                .allSatisfy(saga -> assertThat(trips.status(saga)).isIn("COMPENSATING book 1", "COMPENSATING pay 1"));
    }

    /** Each batch a transaction, so many at a time; returns the longest. */
    private Duration hearAtOnce(List<List<Incoming>> batches) throws InterruptedException, ExecutionException {
        var longest = Duration.ZERO;
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            for (var taken : threads.invokeAll(batches.stream()
                    .<Callable<Duration>>map(batch -> () -> {
                        var begin = System.nanoTime();
                        trips.hear(batch);
                        return Duration.ofNanos(System.nanoTime() - begin);
                    })
                    .toList())) {
                longest = longest.compareTo(taken.get()) < 0 ? taken.get() : longest;
            }
        }
        return longest;
    }

    private boolean waitsForALock() {
        return jdbc.sql("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                .query(Boolean.class)
                .single();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
