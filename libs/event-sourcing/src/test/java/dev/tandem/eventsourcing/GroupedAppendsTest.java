package dev.tandem.eventsourcing;

import static dev.tandem.eventsourcing.TestLog.append;
import static dev.tandem.eventsourcing.TestLog.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

class GroupedAppendsTest {

    private final TestLog log = new TestLog();
    private final GroupedAppends appends = new GroupedAppends(log.store);

    @AfterEach
    void close() {
        appends.close();
        log.close();
    }

    @Test
    void manyCallersShareFewCommits() throws Exception {
        var before = commits();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = callers.invokeAll(IntStream.range(0, 400)
                    .mapToObj(number -> (Callable<AppendResult>)
                            () -> appends.append(append("stream-" + number % 20, event("Grouped"))))
                    .toList());
            for (var result : results) {
                assertThat(result.get()).isInstanceOf(Appended.class);
            }
        }

        assertThat(log.everything()).hasSize(400);
        assertThat(commits() - before).isLessThan(200);
    }

    @Test
    void eachCallerHasItsOwnAnswer() throws Exception {
        appends.append(append("a", event("One")));

        var late = appends.append(new Append("a", Expected.newStream(), List.of(event("Two"))));

        assertThat(late).isEqualTo(new Conflict(1));
    }

    @Test
    void oneThatCannotBeWrittenHurtsItselfAlone() throws Exception {
        var head = log.jdbc.sql("SELECT 1"); // the pool is there
        assertThat(head.query(Integer.class).single()).isEqualTo(1);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var broken = callers.submit(() -> appends.append(append("a", event("x".repeat(101)))));
            var whole = callers.submit(() -> appends.append(append("a", event("Whole"))));

            assertThat(whole.get(30, TimeUnit.SECONDS)).isInstanceOf(Appended.class);
            assertThatThrownBy(broken::get).hasCauseInstanceOf(DataAccessException.class);
        }
        assertThat(log.everything()).extracting(RecordedEvent::type).containsExactly("Whole");
    }

    /** Transactions that have written; each is given a number. */
    private long commits() {
        return log.jdbc
                .sql("SELECT pg_current_xact_id()::text::bigint")
                .query(Long.class)
                .single();
    }
}
