package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.testsupport.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Semantics 41: handled messages are remembered for as long as promised, and then forgotten week by week. */
class InboxRotationTest {

    private final JdbcClient jdbc;
    private final InboxRotation rotation;
    private final Inbox inbox;

    InboxRotationTest() {
        var database = PostgresServer.shared().freshDatabase();
        var source = database.dataSource();
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/messaging")
                .load()
                .migrate();
        jdbc = JdbcClient.create(source);
        rotation = new InboxRotation(
                jdbc, new TransactionTemplate(new JdbcTransactionManager(source)), Duration.ofDays(14));
        inbox = new Inbox(jdbc, JsonMapper.builder().build());
    }

    @BeforeEach
    void rotate() {
        rotation.rotate();
    }

    @Test
    void theIdsOfTodayAndOfNextWeekHavePartitions() {
        handled(Ids.next());
        handled(idOf(Instant.now().plus(Duration.ofDays(7))));

        assertThat(partitionsInUse()).hasSize(2).allMatch(name -> name.matches("inbox_\\d{8}"));
    }

    @Test
    void anIdThatTellsNoTimeIsRememberedAllTheSame() {
        var id = UUID.fromString("f47ac10b-58cc-4372-a567-0e02b2c3d479");

        handled(id);

        assertThat(partitionsInUse()).containsExactly("inbox_other");
        assertThat(inbox.answers("test", List.of(received(id)))).containsKey(id);
    }

    @Test
    void onlyPartitionsPastTheirRetentionAreDropped() {
        createPartitionOfWeek(5);
        createPartitionOfWeek(2);

        rotation.rotate();

        assertThat(partitions()).hasSize(4); // other, two weeks ago, this week, next week
    }

    @Test
    void rotatingAgainChangesNothing() {
        var before = partitions();

        rotation.rotate();

        assertThat(partitions()).isEqualTo(before);
    }

    private void handled(UUID id) {
        inbox.record("test", Map.of(received(id), List.of()));
    }

    private void createPartitionOfWeek(int weeksAgo) {
        jdbc.sql("""
                        DO $$
                        DECLARE
                            _week timestamptz := date_trunc('week', now(), 'UTC') - %d * interval '7 days';
                        BEGIN
                            EXECUTE format('CREATE TABLE %%I PARTITION OF inbox FOR VALUES FROM (%%L) TO (%%L)',
                                           'inbox_' || to_char(_week AT TIME ZONE 'UTC', 'YYYYMMDD'),
                                           inbox_first_id(_week), inbox_first_id(_week + interval '7 days'));
                        END $$
                        """.formatted(weeksAgo)).update();
    }

    private List<String> partitions() {
        return jdbc.sql(
                        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'inbox'::regclass ORDER BY 1")
                .query(String.class)
                .list();
    }

    private List<String> partitionsInUse() {
        return jdbc.sql("SELECT DISTINCT tableoid::regclass::text FROM inbox ORDER BY 1")
                .query(String.class)
                .list();
    }

    private static UUID idOf(Instant moment) {
        return new UUID((moment.toEpochMilli() << 16) | 0x7000, 0x8000_0000_0000_0000L);
    }

    private static Received received(UUID id) {
        return new Received(new ConsumerRecord<>("test", 0, 0, "key", new byte[0]), id, null, null);
    }
}
