package dev.tandem.orchestrator.machine;

import static dev.tandem.orchestrator.definition.Request.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.Notation.Nothing;
import dev.tandem.orchestrator.machine.SagaInput.Deadline;
import dev.tandem.orchestrator.machine.SagaInput.Overdue;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Attempts wait 30 s, the first step as a whole 50 s, the saga 2 min. */
class SagaClockTest {

    private static final UUID ID = new UUID(0, 1);

    private static final Saga<Nothing> SAGA = Saga.named("journey", 1, Nothing.class)
            .turningBackAfter(Duration.ofMinutes(2))
            .step(ask("book", "trips", (Nothing known) -> "book")
                    .givenUpAfter(Duration.ofSeconds(50))
                    .undoneBy("unbook", (known, reason) -> reason))
            .step(ask("pay", "trips", (Nothing known) -> "pay").undoneBy("refund", (known, reason) -> reason))
            .pivot(ask("leave", "trips", (Nothing known) -> "leave"))
            .build();

    private static final SagaState BOOKING = new SagaState.Running(Pending.first(0));
    private static final SagaState PAYING = new SagaState.Running(Pending.first(1));
    private static final SagaState LEAVING = new SagaState.Running(Pending.first(2));
    private static final SagaState UNDOING = new SagaState.Compensating(Pending.first(1), "WHY");
    private static final SagaState STUCK = new SagaState.Stuck(Pending.first(1), "WHY");

    @Test
    void anAttemptEndsWithItsTimeoutUnlessADeadlineComesFirst() {
        assertThat(wakes(BOOKING, seconds(0, 0))).isEqualTo(seconds(30));
        assertThat(wakes(BOOKING, seconds(35, 35))).isEqualTo(seconds(15));
        assertThat(wakes(BOOKING, seconds(55, 55))).isEqualTo(Duration.ZERO);
        assertThat(wakes(PAYING, seconds(95, 0))).isEqualTo(seconds(25));
        assertThat(wakes(PAYING, seconds(300, 0))).isEqualTo(Duration.ZERO);
    }

    @Test
    void whereThereIsNoWayBackDeadlinesDoNotMatter() {
        assertThat(wakes(LEAVING, seconds(300, 300))).isEqualTo(seconds(30));
        assertThat(wakes(UNDOING, seconds(300, 300))).isEqualTo(seconds(30));
        assertThat(SagaClock.due(SAGA, LEAVING, seconds(300, 300))).isEqualTo(new TimeIsUp());
        assertThat(SagaClock.due(SAGA, UNDOING, seconds(300, 300))).isEqualTo(new TimeIsUp());
    }

    @Test
    void whatIsStuckWaitsForSomebodyElse() {
        assertThat(SagaClock.wakesAfter(SAGA, STUCK, seconds(300, 300), ID)).isEqualTo(Optional.empty());
    }

    @Test
    void whoseTimeIsUpIsToldBySagaBeforeStepBeforeAttempt() {
        assertThat(SagaClock.due(SAGA, BOOKING, seconds(30, 30))).isEqualTo(new TimeIsUp());
        assertThat(SagaClock.due(SAGA, BOOKING, seconds(50, 50))).isEqualTo(new Overdue(Deadline.STEP));
        assertThat(SagaClock.due(SAGA, BOOKING, seconds(120, 120))).isEqualTo(new Overdue(Deadline.SAGA));
        assertThat(SagaClock.due(SAGA, PAYING, seconds(119, 119))).isEqualTo(new TimeIsUp());
        assertThat(SagaClock.due(SAGA, PAYING, seconds(120, 1))).isEqualTo(new Overdue(Deadline.SAGA));
    }

    private static Duration wakes(SagaState state, Age age) {
        return SagaClock.wakesAfter(SAGA, state, age, ID).orElseThrow();
    }

    private static Age seconds(int total, int atStep) {
        return new Age(seconds(total), seconds(atStep));
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
