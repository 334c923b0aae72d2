package dev.tandem.eventsourcing;

import static dev.tandem.eventsourcing.TestLog.append;
import static dev.tandem.eventsourcing.TestLog.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tandem.eventsourcing.AppendResult.Appended;
import dev.tandem.eventsourcing.AppendResult.Conflict;
import dev.tandem.eventsourcing.AppendResult.Repeated;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

class EventStoreTest {

    private final TestLog log = new TestLog();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whatWasAppendedIsReadAsItWas() {
        var data = JsonNodeFactory.instance.objectNode();
        data.put("amount", new BigDecimal("25.00")).put("text", "ein Wörtchen");
        var metadata = JsonNodeFactory.instance.objectNode().put("correlationId", "c1");
        var then = Instant.parse("2020-02-29T12:00:00.123456Z");
        var event = new NewEvent(UUID.randomUUID(), "AccountOpened", 3, data, metadata, then);

        log.store.append(append("account-1", event));

        var read = log.reader.forward("account-1", 1, 10).getFirst();
        assertThat(read.eventId()).isEqualTo(event.id());
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.position()).isEqualTo(1);
        assertThat(read.type()).isEqualTo("AccountOpened");
        assertThat(read.schemaVersion()).isEqualTo(3);
        assertThat(read.data()).isEqualTo(data);
        assertThat(read.data().toString()).contains("25.00");
        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.occurredAt()).isEqualTo(then);
        assertThat(log.reader.ofCorrelation("c1", null, 0, 10)).containsExactly(read);
        assertThat(log.reader.ofType("AccountOpened", 0, 10)).containsExactly(read);
        assertThat(log.reader.at(1)).contains(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE event SET data = '{}'",
                "DELETE FROM event",
                "TRUNCATE event",
                "MERGE INTO event USING event_head ON true WHEN MATCHED THEN DELETE",
                "SELECT FROM event FOR UPDATE"
            })
    void nobodyRewritesHistory(String attempt) {
        log.store.append(append("a", event("Written")));

        assertThatThrownBy(() -> log.jdbc.sql(attempt).update())
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void ofTwoWhoDecidedOnTheSameVersionOneWins() throws Exception {
        var together = new CyclicBarrier(2);
        Callable<AppendResult> writer = () -> {
            together.await();
            return log.store.append(new Append("a", Expected.newStream(), List.of(event("Won"))));
        };

        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = writers.invokeAll(List.of(writer, writer)).stream()
                    .map(future -> future.resultNow())
                    .toList();

            assertThat(results).hasAtLeastOneElementOfType(Appended.class).contains(new Conflict(1));
        }
        assertThat(log.reader.version("a")).isEqualTo(1);
    }

    @Test
    void whoLostTheAnswerAsksAgainAndGetsIt() {
        var append = new Append("a", Expected.newStream(), List.of(event("One"), event("Two")));
        var first = (Appended) log.store.append(append);
        log.store.append(append("a", event("Three")));

        assertThat(log.store.append(append)).isEqualTo(new Repeated(first.written()));
        assertThat(log.reader.version("a")).isEqualTo(3);
    }

    @Test
    void aRolledBackAppendLeavesNoGap() {
        log.transaction.executeWithoutResult(status -> {
            log.store.append(append("a", event("Lost")));
            status.setRollbackOnly();
        });
        log.store.append(append("a", event("Kept")));

        assertThat(log.everything()).extracting(RecordedEvent::position).containsExactly(1L);
        assertThat(log.reader.version("a")).isEqualTo(1);
    }

    @Test
    void whatOneKeyIsAboutLiesInOnePartition() {
        for (var stream : List.of("order-4711", "payment-4711", "shipping-4711")) {
            log.store.append(append(stream, event("Told")));
        }

        var partitions = LongStream.range(0, LogReader.PARTITIONS)
                .mapToObj(number -> log.reader.ofPartition((int) number, List.of("Told"), 0, 3, 10))
                .filter(events -> !events.isEmpty());

        assertThat(partitions)
                .singleElement()
                .satisfies(events -> assertThat(events).hasSize(3));
    }

    @Test
    void aStreamIsReadInBothDirectionsFromAnywhere() {
        log.store.append(new Append("a", new Expected.Any(), TestLog.events(5)));

        assertThat(log.reader.forward("a", 2, 2))
                .extracting(RecordedEvent::version)
                .containsExactly(2, 3);
        assertThat(log.reader.backward("a", 4, 2))
                .extracting(RecordedEvent::version)
                .containsExactly(4, 3);
    }

    @Test
    void historyIsKnownAtAnyTime() {
        Stream.of("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z")
                .map(time -> new NewEvent(
                        UUID.randomUUID(),
                        "Happened",
                        1,
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode(),
                        Instant.parse(time)))
                .forEach(event -> log.store.append(append("a", event)));

        assertThat(log.reader.versionAsOf("a", Instant.parse("2025-12-31T23:59:59Z")))
                .isZero();
        assertThat(log.reader.versionAsOf("a", Instant.parse("2026-01-02T00:00:00Z")))
                .isEqualTo(1);
        assertThat(log.reader.versionAsOf("a", Instant.parse("2026-01-03T00:00:00Z")))
                .isEqualTo(2);
    }
}
