package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Reply;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class SagaRetentionTest {

    private static final Reply FULL = new Reply.Refused("FULL", "no seat left");

    @Autowired
    private TripSagas trips;

    @Autowired
    private SagaRetention retention;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatEndedLongAgoIsForgottenWithItsHistoryAndNothingElse() {
        var old = Stream.generate(this::ended).limit(1_200).map(this::age).toList();
        var young = ended();
        var alive = age(trips.start(TripSagas.PATIENT));

        assertThat(retention.forget()).isEqualTo(1_200);

        assertThat(ids("saga", "id")).doesNotContainAnyElementsOf(old).contains(young, alive);
        assertThat(ids("saga_history", "saga_id"))
                .doesNotContainAnyElementsOf(old)
                .contains(young, alive);
        jdbc.sql("DELETE FROM saga WHERE id = ?").param(alive).update();
    }

    private UUID ended() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", FULL);
        return saga;
    }

    /** Begun and ended in the year 2001, as its identifier says too. */
    private UUID age(UUID saga) {
        var aged = new UUID(
                (saga.getMostSignificantBits() & 0xFFFF) | 1_000_000_000_000L << 16, saga.getLeastSignificantBits());
        jdbc.sql("UPDATE saga SET id = ?, created_at = '2001-09-09', updated_at = '2001-09-09' WHERE id = ?")
                .params(aged, saga)
                .update();
        jdbc.sql("UPDATE saga_history SET saga_id = ? WHERE saga_id = ?")
                .params(aged, saga)
                .update();
        return aged;
    }

    private List<UUID> ids(String table, String column) {
        return jdbc.sql("SELECT %s FROM %s".formatted(column, table))
                .query(UUID.class)
                .list();
    }
}
