package dev.tandem.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.eventsourcing.SnapshotPolicy.Occasion;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {

    private static final String STREAM = "account-1";

    private final TestLog log = new TestLog();

    @AfterEach
    void close() {
        log.close();
    }

    @ParameterizedTest(name = "from {0} to {1} events: {2}")
    @CsvSource({"0, 9, false", "9, 10, true", "7, 14, true", "10, 19, false", "8, 31, true"})
    void everyTenEventsAlsoIfABatchJumpsOverTheMultiple(int before, int after, boolean isDue) {
        assertThat(SnapshotPolicy.every(10).isDue(new Occasion.Appended(before, after)))
                .isEqualTo(isDue);
    }

    @Test
    void aHybridIsDueAtWhicheverComesFirst() {
        var hybrid = SnapshotPolicy.anyOf(SnapshotPolicy.every(10), SnapshotPolicy.onLoadOf(5));

        assertThat(hybrid.isDue(new Occasion.Appended(9, 10))).isTrue();
        assertThat(hybrid.isDue(new Occasion.Loaded(6))).isTrue();
        assertThat(hybrid.isDue(new Occasion.Loaded(5))).isFalse();
    }

    @Test
    void batchesOfSevenLeaveASnapshotForEachTen() {
        var states = states(1, SnapshotPolicy.every(10), 100);
        for (var before = 0; before < 42; before += 7) {
            deposit(7);
            states.appended(STREAM, before, before + 7);
        }

        assertThat(log.snapshots.of(STREAM)).extracting(Snapshot::version).containsExactly(42, 35, 21, 14);
        assertThat(states.load(STREAM)).isEqualTo(new StreamStates.Loaded<>(new Account(42, 42), 42, 42));
    }

    @Test
    void aLongReplayLeavesASnapshot() {
        var states = states(1, SnapshotPolicy.onLoadOf(20), 3);
        deposit(20);
        states.load(STREAM);
        assertThat(log.snapshots.of(STREAM)).isEmpty();

        deposit(1);
        states.load(STREAM);

        assertThat(log.snapshots.of(STREAM)).extracting(Snapshot::version).containsExactly(21);
        assertThat(states.load(STREAM).snapshotVersion()).isEqualTo(21);
    }

    @Test
    void onlyTheNewestAreKept() {
        var states = states(1, SnapshotPolicy.never(), 2);
        IntStream.range(0, 4).forEach(i -> {
            deposit(1);
            states.snapshot(STREAM);
        });

        assertThat(log.snapshots.of(STREAM)).extracting(Snapshot::version).containsExactly(4, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE snapshot SET state = '{\"balance\":1000000,\"movements\":30}'",
                "UPDATE snapshot SET state = '{}'",
                "UPDATE snapshot SET version = 29",
                "UPDATE snapshot SET version = 31",
                "UPDATE snapshot SET checksum = ''"
            })
    void aDamagedSnapshotIsNotBelieved(String damage) {
        var states = states(1, SnapshotPolicy.never(), 3);
        deposit(30);
        states.snapshot(STREAM);
        log.jdbc.sql(damage).update();
        deposit(2);

        assertThat(states.load(STREAM)).isEqualTo(new StreamStates.Loaded<>(new Account(32, 32), 32, 0));
    }

    @Test
    void anOlderSnapshotHelpsWhereTheNewestIsDamaged() {
        var states = states(1, SnapshotPolicy.never(), 3);
        deposit(10);
        states.snapshot(STREAM);
        deposit(10);
        states.snapshot(STREAM);
        log.jdbc.sql("UPDATE snapshot SET state = '{}' WHERE version = 20").update();

        assertThat(states.load(STREAM)).isEqualTo(new StreamStates.Loaded<>(new Account(20, 20), 20, 10));
    }

    @Test
    void aSnapshotOfOtherCodeIsNotUsed() {
        deposit(10);
        states(1, SnapshotPolicy.never(), 3).snapshot(STREAM);

        assertThat(states(2, SnapshotPolicy.never(), 3).load(STREAM).snapshotVersion())
                .isZero();
        assertThat(states(1, SnapshotPolicy.never(), 3).load(STREAM).snapshotVersion())
                .isEqualTo(10);
    }

    @Test
    void thePastIsSeenThroughTheSnapshotBeforeIt() {
        var states = states(1, SnapshotPolicy.never(), 3);
        deposit(10);
        states.snapshot(STREAM);
        deposit(10);
        states.snapshot(STREAM);

        assertThat(states.at(STREAM, 13)).isEqualTo(new StreamStates.Loaded<>(new Account(13, 13), 13, 10));
        assertThat(states.at(STREAM, 3)).isEqualTo(new StreamStates.Loaded<>(new Account(3, 3), 3, 0));
    }

    @Test
    void theJobFindsActiveStreamsThatHaveNoYoungSnapshot() {
        deposit(3);
        assertThat(log.snapshots.streamsWithoutOneYoungerThan(Duration.ofHours(24), 10))
                .containsExactly(STREAM);

        states(1, SnapshotPolicy.never(), 3).snapshot(STREAM);
        assertThat(log.snapshots.streamsWithoutOneYoungerThan(Duration.ofHours(24), 10))
                .isEmpty();

        deposit(1);
        log.jdbc
                .sql("UPDATE snapshot SET created_at = now() - interval '25 hours'")
                .update();
        assertThat(log.snapshots.streamsWithoutOneYoungerThan(Duration.ofHours(24), 10))
                .containsExactly(STREAM);
    }

    private StreamStates<Account> states(int stateVersion, SnapshotPolicy policy, int keep) {
        return new StreamStates<>(log.reader, log.snapshots, Account.fold(stateVersion), policy, keep);
    }

    private void deposit(int times) {
        List<NewEvent> deposits = IntStream.range(0, times)
                .mapToObj(i -> TestLog.event(UUID.randomUUID(), "MoneyDeposited", EventJson.parse("{\"amount\": 1}")))
                .toList();
        log.store.append(new Append(STREAM, new Expected.Any(), deposits));
    }
}
