package dev.tandem.eventstore.projection;

import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.RecordedEvent;
import dev.tandem.eventstore.projection.Generation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Every view equals what a fresh replay of the log makes: replays it beside the live view, compares row by row, and
 * rolls the replay back. A log that is too long for that is checked by one partition, another one each time.
 */
@Component
class FreshReplay implements Invariant {

    private static final long LONG_LOG = 20_000;

    private final List<Projection> projections;
    private final Generations generations;
    private final Tables tables;
    private final LogReader reader;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    FreshReplay(
            List<Projection> projections,
            Generations generations,
            Tables tables,
            LogReader reader,
            JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.projections = projections;
        this.generations = generations;
        this.tables = tables;
        this.reader = reader;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public String name() {
        return "views-equal-a-fresh-replay";
    }

    @Override
    public List<String> check() {
        var partitions = reader.head() <= LONG_LOG
                ? IntStream.range(0, LogReader.PARTITIONS).boxed().toList()
                : List.of(ThreadLocalRandom.current().nextInt(LogReader.PARTITIONS));
        var violations = new ArrayList<String>();
        for (var projection : projections) {
            violations.addAll(Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                return differences(projection, partitions);
            })));
        }
        return violations;
    }

    private List<String> differences(Projection projection, List<Integer> partitions) {
        var live = generations.find(projection.name()).stream()
                .filter(generation -> generation.role() == Role.LIVE)
                .findFirst()
                .orElseThrow();
        var until = generations.lockCheckpoints(projection.name(), live.number());
        var replayed = 0; // no generation has this number
        tables.create(projection, replayed);
        var differences = new ArrayList<String>();
        for (var partition : partitions) {
            replay(projection, replayed, partition, until.getOrDefault(partition, 0L));
            for (var table : projection.tableNames()) {
                var rows = jdbc.sql(difference(
                                projection.schema(live.number()) + "." + table,
                                projection.schema(replayed) + "." + table))
                        .param("partition", partition)
                        .query(Long.class)
                        .single();
                if (rows > 0) {
                    differences.add("%d rows of %s, partition %d of %s, are not what a fresh replay makes"
                            .formatted(rows, table, partition, projection.name()));
                }
            }
        }
        return differences;
    }

    private void replay(Projection projection, int generation, int partition, long until) {
        List<RecordedEvent> events;
        var from = 0L;
        do {
            events = reader.ofPartition(partition, projection.types(), from, until, Lane.BATCH);
            tables.apply(projection, generation, partition, events, false);
            from = events.isEmpty() ? until : events.getLast().position();
        } while (events.size() == Lane.BATCH);
    }

    /** Rows of one that the other does not have, counted with their repetitions. */
    private static String difference(String one, String other) {
        return """
                SELECT count(*)
                  FROM ((SELECT * FROM %1$s WHERE partition_number = :partition
                         EXCEPT ALL SELECT * FROM %2$s WHERE partition_number = :partition)
                        UNION ALL
                        (SELECT * FROM %2$s WHERE partition_number = :partition
                         EXCEPT ALL SELECT * FROM %1$s WHERE partition_number = :partition)) AS difference
                """.formatted(one, other);
    }
}
