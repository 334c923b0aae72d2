package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;

class JournalTest {

    private final TestJournal test = new TestJournal();

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void historiesAreReadAsTheyWereWritten() {
        var written = List.of(TestJournal.event("a-1", 1), TestJournal.event("b-1", 1), TestJournal.event("a-1", 2));

        test.journal.append(written);

        assertThat(test.journal.histories(List.of("b-1", "a-1", "c-1")))
                .containsExactly(written.get(0), written.get(2), written.get(1));
        assertThat(test.journal.history("a-1", 1, 10)).containsExactly(written.get(2));
    }

    @Test
    void ofTwoWritersThatSawTheSameVersionOneLoses() {
        test.append("a-1", 1);

        assertThatThrownBy(() -> test.append("a-1", 1)).isInstanceOf(DuplicateKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UPDATE event_journal SET version = 7", "DELETE FROM event_journal", "TRUNCATE event_journal"})
    void whatHappenedCannotBeChanged(String change) {
        test.append("a-1", 1);

        assertThatThrownBy(() -> test.jdbc.sql(change).update()).hasStackTraceContaining("permission denied");
    }

    sealed interface Change {
        record Raised(BigDecimal by) implements Change {}

        record Lowered(BigDecimal by) implements Change {}
    }

    @Test
    void anAggregatesEventsComeBackInTodaysForm() {
        var raising = new Upcaster(
                "Raised", 1, old -> old.put("by", old.path("amount").decimalValue()));
        var codec = new EventCodec<>(Change.class, new Upcasters(List.of(raising)));
        var old = new JournalEvent("a-1", 1, UUID.randomUUID(), "Raised", 1, "{\"amount\": 1.50}", "{}", Instant.EPOCH);
        var today = codec.write(
                "a-1", 2, UUID.randomUUID(), new Change.Raised(new BigDecimal("2.50")), "{}", Instant.EPOCH);

        test.journal.append(List.of(old, today));

        assertThat(today.schemaVersion()).isEqualTo(2);
        assertThat(test.journal.history("a-1", 0, 10).stream().map(codec::read))
                .containsExactly(new Change.Raised(new BigDecimal("1.50")), new Change.Raised(new BigDecimal("2.50")));
    }
}
