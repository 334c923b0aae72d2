package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.RecordingOutbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@EngineTest
class SagaTimersTest {

    @Autowired
    private TripSagas trips;

    @Autowired
    private RecordingOutbox outbox;

    @Autowired
    private SagaTimers timers;

    @Autowired
    private InstanceManager manager;

    @Autowired
    private SagaStore store;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private SagaStatistics statistics;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void timersRun() {
        if (!timers.isRunning()) {
            timers.start();
        }
    }

    @AfterEach
    void whatStandsAndWhatHappenedAgree() {
        assertThat(SagaConsistency.violations(jdbc)).isEmpty();
    }

    @Test
    void aStepThatNobodyAnswersIsAskedAgainAndThenUndone() {
        var saga = trips.start(TripSagas.HASTY);

        trips.await(saga, "STUCK book 2");

        assertThat(trips.history(saga))
                .containsExactly(
                        "STARTED -> RUNNING book 1",
                        "TIMED_OUT book ACTION 1 -> RUNNING book 1",
                        "ASKED_AGAIN book ACTION 2 -> RUNNING book 2",
                        "TIMED_OUT book ACTION 2 -> COMPENSATING book 1",
                        "TIMED_OUT book COMPENSATION 1 -> COMPENSATING book 1",
                        "ASKED_AGAIN book COMPENSATION 2 -> COMPENSATING book 2",
                        "TIMED_OUT book COMPENSATION 2 -> STUCK book 2");
        assertThat(trips.asked(saga)).containsExactly("book");
        assertThat(outbox.of(saga)) // what timers cause goes through the outbox
                .extracting(sent -> sent.message().topic())
                .containsExactly("payment.commands", "payment.commands", "payment.commands", "payment.commands.dlt");
    }

    @Test
    void aFailedAttemptIsMadeAgainLongBeforeItsTimeout() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", new Reply.Failed("not now"));

        await().atMost(Duration.ofSeconds(5)).until(() -> trips.status(saga).equals("RUNNING book 2"));
    }

    @Test
    void aStepIsGivenUpAtItsDeadlineWhateverAttemptsAreLeft() {
        var saga = trips.start(TripSagas.STEP_DATED);

        await().until(() -> trips.history(saga).stream().anyMatch(it -> it.matches("STEP_OVERDUE book ACTION .*")));

        assertThat(trips.status(saga)).startsWith("COMPENSATING book");
        assertThat(trips.history(saga).stream().filter(it -> it.startsWith("TIMED_OUT book ACTION")))
                .hasSizeGreaterThanOrEqualTo(2);
        cancel(saga);
    }

    @Test
    void aSagaTurnsBackAtItsDeadlineWhateverIsLeftToTry() {
        var saga = trips.start(TripSagas.DATED);

        await().until(() -> trips.history(saga).stream().anyMatch(it -> it.matches("SAGA_OVERDUE book ACTION .*")));

        assertThat(trips.history(saga).stream().filter(it -> it.startsWith("TIMED_OUT book ACTION")))
                .hasSizeGreaterThanOrEqualTo(2);
        cancel(saga);
    }

    @Test
    void pastTheLastStepThatCanBeUndoneADeadlineChangesNothingButIsSeen() {
        var saga = trips.start(TripSagas.DATED);
        trips.hear(saga, "book", Reply.succeeded(new TripSagas.Ticket("T1")));

        await().until(() -> trips.status(saga).matches("RUNNING leave ([1-9][0-9]|[89])")); // beyond six times SOON

        assertThat(statistics.overdue()).isPositive();
        trips.hear(saga, "leave", Reply.succeeded());
        assertThat(trips.status(saga)).isEqualTo("COMPLETED");
    }

    @Test
    void aDeadlineThatPassedWhileAllWereDownIsKeptAtOnceAndInAnyTimeZone() {
        timers.stop();
        var late = trips.start(TripSagas.PATIENT);
        var early = trips.start(TripSagas.PATIENT);
        jdbc.sql("UPDATE saga SET created_at = now() - interval '1 hour', due_at = now() WHERE id = ?")
                .param(late)
                .update();

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.sql("SET LOCAL TIME ZONE 'Pacific/Kiritimati'").update();
            manager.advanceDue(1_000);
        });

        assertThat(trips.history(late)).last().isEqualTo("SAGA_OVERDUE book ACTION 1 -> COMPENSATING book 1");
        assertThat(trips.history(early)).hasSize(1);
    }

    @Test
    void whatBecameDueWhileNobodyLookedIsDueAtOnce() {
        timers.stop();
        var sagas =
                Stream.generate(() -> trips.start(TripSagas.PATIENT)).limit(500).toList();
        jdbc.sql(
                        "UPDATE saga SET due_at = now() - interval '1 hour' WHERE definition = 'patient-trip' AND due_at > now()")
                .update();

        timers.start();

        await().until(() -> sagas.stream().allMatch(saga -> trips.status(saga).equals("RUNNING book 2")));
        assertThat(sagas).allSatisfy(saga -> assertThat(outbox.of(saga)).hasSize(1));
    }

    @Test
    void replicasShareTheWorkAndEachSagaMovesOnce() throws Exception {
        timers.stop();
        var sagas =
                Stream.generate(() -> trips.start(TripSagas.PATIENT)).limit(300).toList();
        makeDue(sagas);
        var one = new SagaProperties(
                Duration.ofHours(1), 20, Duration.ofSeconds(30), Duration.ofDays(30), Duration.ofSeconds(5));
        var replicas = IntStream.range(0, 4)
                .mapToObj(i -> new SagaTimers(manager, store, new Alarm(one.timerInterval()), transactions, one))
                .toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            var looks = new ArrayList<Callable<Boolean>>();
            for (var i = 0; i < 40; i++) {
                var replica = replicas.get(i % 4);
                looks.add(replica::fireDue);
            }
            for (var look : threads.invokeAll(looks)) {
                assertThat(look.get()).isNotNull();
            }
        }

        assertThat(sagas)
                .allSatisfy(saga -> assertThat(trips.history(saga))
                        .startsWith("STARTED -> RUNNING book 1", "TIMED_OUT book ACTION 1 -> RUNNING book 1")
                        .filteredOn(entry -> entry.startsWith("TIMED_OUT book ACTION 1"))
                        .hasSize(1));
    }

    @Test
    void aSagaThatCannotBeMovedStandsInNobodysWay() {
        timers.stop();
        var broken = trips.start(TripSagas.PATIENT);
        var sound = trips.start(TripSagas.PATIENT);
        makeDue(List.of(broken, sound));
        jdbc.sql("UPDATE saga SET definition_checksum = 'other' WHERE id = ?")
                .param(broken)
                .update();

        timers.fireDue();

        assertThat(trips.history(sound)).hasSize(2);
        assertThat(trips.history(broken)).hasSize(1);
        assertThat(jdbc.sql("SELECT due_at > now() + interval '20 seconds' FROM saga WHERE id = ?")
                        .param(broken)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        jdbc.sql(
                        "UPDATE saga SET definition_checksum = (SELECT definition_checksum FROM saga WHERE id = ?) WHERE id = ?")
                .params(sound, broken)
                .update();
    }

    /** So that it does not go on for ever in the background. */
    private void cancel(UUID saga) {
        trips.hear(saga, "book", Phase.COMPENSATION, 1, Reply.succeeded());
        assertThat(trips.status(saga)).isEqualTo("COMPENSATED");
    }

    private void makeDue(List<UUID> sagas) {
        jdbc.sql("UPDATE saga SET due_at = now() - interval '1 second' WHERE id = ANY (:ids)")
                .param("ids", new Columns<>(sagas).uuids(id -> id))
                .update();
    }
}
