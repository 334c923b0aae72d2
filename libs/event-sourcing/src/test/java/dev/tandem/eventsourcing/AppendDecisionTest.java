package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.eventsourcing.AppendDecision.Known;
import dev.tandem.eventsourcing.AppendDecision.Row;
import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import dev.tandem.eventsourcing.AppendResult.IdTaken;
import dev.tandem.eventsourcing.AppendResult.Repeated;
import dev.tandem.eventsourcing.AppendResult.Written;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AppendDecisionTest {

    private final NewEvent one = TestLog.event("One");
    private final NewEvent two = TestLog.event("Two");

    private final Written firstOfB = new Written(UUID.randomUUID(), 1, 40);
    private final AppendDecision decision =
            new AppendDecision(100, Map.of("a", 5), Map.of(firstOfB.eventId(), new Known("b", firstOfB)));

    @Test
    void whatIsAppendedLiesBehindTheLastEventOfItsStreamAndOfTheLog() {
        var result = decision.decide(new Append("a", new Expected.Version(5), List.of(one, two)));

        assertThat(result)
                .isEqualTo(new Appended(List.of(new Written(one.id(), 6, 101), new Written(two.id(), 7, 102))));
        assertThat(decision.rows()).containsExactly(new Row("a", 6, 101, one), new Row("a", 7, 102, two));
        assertThat(decision.head()).isEqualTo(102);
    }

    @Test
    void whoDecidedOnAnotherVersionIsToldTheActualOne() {
        assertThat(decision.decide(new Append("a", new Expected.Version(4), List.of(one))))
                .isEqualTo(new Conflict(5));
        assertThat(decision.decide(new Append("a", Expected.newStream(), List.of(one))))
                .isEqualTo(new Conflict(5));
        assertThat(decision.rows()).isEmpty();
        assertThat(decision.head()).isEqualTo(100);
    }

    @Test
    void ofTwoInOneBatchWithTheSameExpectationOneIsLate() {
        decision.decide(new Append("a", new Expected.Version(5), List.of(one)));

        assertThat(decision.decide(new Append("a", new Expected.Version(5), List.of(two))))
                .isEqualTo(new Conflict(6));
    }

    @Test
    void theSameEventsAgainGetTheirFirstAnswerWhateverTheStreamHasBecome() {
        var append = new Append("a", new Expected.Version(5), List.of(one, two));
        var first = (Appended) decision.decide(append);

        assertThat(decision.decide(append)).isEqualTo(new Repeated(first.written()));
        assertThat(decision.rows()).hasSize(2);
    }

    @Test
    void anIdThatAnotherStreamHasIsTaken() {
        var stolen = TestLog.event(firstOfB.eventId(), "One", one.data());

        assertThat(decision.decide(new Append("a", new Expected.Any(), List.of(stolen))))
                .isEqualTo(new IdTaken(firstOfB.eventId(), "b"));
        assertThat(decision.decide(new Append("b", new Expected.Any(), List.of(stolen, two))))
                .isEqualTo(new IdTaken(firstOfB.eventId(), "b"));
    }

    @Test
    void anAppendOfNothingOrOfOneIdTwiceIsNotOne() {
        assertThatThrownBy(() -> new Append("a", new Expected.Any(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Append("a", new Expected.Any(), List.of(one, one)))
                .hasMessageContaining(one.id().toString());
    }
}
