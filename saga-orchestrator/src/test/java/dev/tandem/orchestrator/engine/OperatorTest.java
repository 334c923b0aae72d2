package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.RecordingOutbox;
import dev.tandem.orchestrator.engine.TripSagas.Ticket;
import dev.tandem.orchestrator.machine.SagaInput.Audit;
import dev.tandem.orchestrator.machine.SagaInput.Resolve;
import dev.tandem.orchestrator.machine.SagaInput.Retry;
import dev.tandem.orchestrator.machine.SagaInput.TurnBack;
import dev.tandem.orchestrator.machine.SagaStatus;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class OperatorTest {

    private static final Reply DONE = Reply.succeeded();
    private static final Reply BOOKED = Reply.succeeded(new Ticket("T1"));
    private static final Reply NO_MONEY = new Reply.Refused("NO_MONEY", "there is none");
    private static final Reply CLOSED = new Reply.Failed("the bank is closed");
    private static final Audit AUDIT = new Audit("the bank is open again", "Olga", "request-1");

    @Autowired
    private TripSagas trips;

    @Autowired
    private Operator operator;

    @Autowired
    private RecordingOutbox outbox;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void whatStandsAndWhatHappenedAgree() {
        assertThat(SagaConsistency.violations(jdbc)).isEmpty();
    }

    @Test
    void aStuckCompensationIsAskedAgainWithANewNumberAndTheRestOfThePlanFollows() {
        var saga = stuckAtRefund();

        assertThat(operator.instruct(saga, new Retry(AUDIT))).isEqualTo(new Verdict.Done());

        assertThat(trips.status(saga)).isEqualTo("COMPENSATING pay 3");
        assertThat(commandsOf(saga)).last().isEqualTo("pay COMPENSATION 3");
        trips.hear(saga, "pay", Phase.COMPENSATION, 3, DONE);
        trips.hear(saga, "book", Phase.COMPENSATION, 1, DONE);
        assertThat(trips.status(saga)).isEqualTo("COMPENSATED");
    }

    @Test
    void aRetryBringsAllAttemptsAgainBeforeTheSagaIsStuckOnceMore() {
        var saga = stuckAtRefund();
        operator.instruct(saga, new Retry(AUDIT));

        trips.hear(saga, "pay", Phase.COMPENSATION, 3, CLOSED);
        trips.await(saga, "COMPENSATING pay 4");
        trips.hear(saga, "pay", Phase.COMPENSATION, 4, CLOSED);

        assertThat(trips.status(saga)).isEqualTo("STUCK pay 4");
    }

    @Test
    void whatWasDoneByHandIsNotAskedAgainAndTheRestOfThePlanFollows() {
        var saga = stuckAtRefund();

        assertThat(operator.instruct(saga, new Resolve(AUDIT))).isEqualTo(new Verdict.Done());

        assertThat(trips.status(saga)).isEqualTo("COMPENSATING book 1");
        assertThat(commandsOf(saga)).last().isEqualTo("book COMPENSATION 1");
        trips.hear(saga, "pay", Phase.COMPENSATION, 2, CLOSED); // too late to matter
        trips.hear(saga, "book", Phase.COMPENSATION, 1, DONE);
        assertThat(trips.status(saga)).isEqualTo("COMPENSATED");
    }

    @Test
    void aSagaIsTurnedBackAtAnyStepBeforeThePivotAndTheStepThatIsUnderWayIsUndoneToo() {
        var atFirst = trips.start(TripSagas.PATIENT);
        var atSecond = trips.start(TripSagas.PATIENT);
        trips.hear(atSecond, "book", BOOKED);

        operator.instruct(atFirst, new TurnBack(AUDIT));
        operator.instruct(atSecond, new TurnBack(AUDIT));
        trips.hear(atSecond, "pay", DONE); // it was under way

        assertThat(trips.status(atFirst)).isEqualTo("COMPENSATING book 1");
        assertThat(trips.status(atSecond)).isEqualTo("COMPENSATING pay 1");
        trips.hear(atSecond, "pay", Phase.COMPENSATION, 1, DONE);
        trips.hear(atSecond, "book", Phase.COMPENSATION, 1, DONE);
        assertThat(trips.history(atSecond))
                .contains("COMPENSATION_REQUESTED pay ACTION 1 -> COMPENSATING pay 1")
                .last()
                .isEqualTo("SUCCEEDED book COMPENSATION 1 -> COMPENSATED");
    }

    @Test
    void atThePivotItIsTooLateToTurnBack() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", BOOKED);
        trips.hear(saga, "pay", DONE);

        assertThat(operator.instruct(saga, new TurnBack(AUDIT))).isEqualTo(new Verdict.Forbidden(SagaStatus.RUNNING));

        assertThat(trips.status(saga)).isEqualTo("RUNNING leave 1");
    }

    @Test
    void whatTheStateForbidsChangesNothingAndLeavesNoTrace() {
        var saga = trips.start(TripSagas.PATIENT);

        assertThat(operator.instruct(saga, new Retry(AUDIT))).isEqualTo(new Verdict.Forbidden(SagaStatus.RUNNING));
        assertThat(operator.instruct(saga, new Resolve(AUDIT))).isEqualTo(new Verdict.Forbidden(SagaStatus.RUNNING));
        assertThat(operator.instruct(UUID.randomUUID(), new Retry(AUDIT))).isEqualTo(new Verdict.Unknown());

        assertThat(trips.history(saga)).hasSize(1);
        assertThat(outbox.of(saga)).isEmpty();
    }

    @Test
    void whoDidWhatAndWhyIsInTheHistory() {
        var saga = stuckAtRefund();

        operator.instruct(saga, new Resolve(AUDIT));

        assertThat(jdbc.sql("SELECT detail::text FROM saga_history WHERE saga_id = ? AND event = 'RESOLVED'")
                        .param(saga)
                        .query(String.class)
                        .single())
                .contains("\"note\":\"the bank is open again\"")
                .contains("\"requestedBy\":\"Olga\"")
                .contains("\"correlationId\":\"request-1\"");
    }

    @Test
    void aStuckCompensationLiesWithItsParticipantsDeadLetters() {
        var saga = stuckAtRefund();

        assertThat(trips.sent)
                .filteredOn(message -> message.topic().equals("payment.commands.dlt")
                        && message.sagaStep() != null
                        && message.sagaStep().sagaId().equals(saga))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.body())
                            .isEqualTo(new TripSagas.Command("refund because NO_MONEY", letter.key(), "T1"));
                    assertThat(letter.replyTo()).isNull();
                });
    }

    /** Two attempts at the refund failed, which are all that there are. */
    private UUID stuckAtRefund() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", BOOKED);
        trips.hear(saga, "pay", DONE);
        trips.hear(saga, "leave", NO_MONEY);
        trips.hear(saga, "pay", Phase.COMPENSATION, 1, CLOSED);
        trips.await(saga, "COMPENSATING pay 2");
        trips.hear(saga, "pay", Phase.COMPENSATION, 2, CLOSED);
        assertThat(trips.status(saga)).isEqualTo("STUCK pay 2");
        return saga;
    }

    /** What timers and operators had asked. */
    private List<String> commandsOf(UUID saga) {
        return outbox.of(saga).stream()
                .map(sent -> sent.message().sagaStep())
                .map(step -> step == null ? "" : "%s %s %d".formatted(step.step(), step.phase(), step.attempt()))
                .toList();
    }
}
