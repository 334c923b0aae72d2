package dev.tandem.eventstore.projection;

import dev.tandem.eventsourcing.LogReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What there is of each projection, and how far it has come. */
@Repository
class Generations {

    private static final String REGISTER = """
            INSERT INTO projection (name) VALUES (:projection) ON CONFLICT DO NOTHING
            """;

    /** Whoever changes what there is of a projection holds this row. */
    private static final String LOCK = "SELECT FROM projection WHERE name = :projection FOR UPDATE";

    private static final String FIND = """
            SELECT generation.projection, generation.generation, generation.role, projection.is_paused,
                   generation.failed_position, generation.failure, generation.failed_at,
                   (SELECT min(checkpoint.position)
                      FROM projection_checkpoint AS checkpoint
                     WHERE checkpoint.projection = generation.projection
                       AND checkpoint.generation = generation.generation) AS position
              FROM projection_generation AS generation
              JOIN projection ON projection.name = generation.projection
             WHERE :projection::text IS NULL OR generation.projection = :projection
             ORDER BY generation.projection, generation.generation
            """;

    private static final String CREATE = """
              WITH created AS (
                   INSERT INTO projection_generation (projection, generation, role, silent_until)
                   SELECT :projection, :generation, :role, position FROM event_head)
            INSERT INTO projection_checkpoint (projection, generation, partition_number)
            SELECT :projection, :generation, number
              FROM generate_series(0, :last) AS number
            """;

    private static final String FORGET =
            "DELETE FROM projection_generation WHERE projection = :projection AND generation = :generation";

    /** Whoever else is at the partition, in this process or another, is left to it. */
    private static final String LOCK_CHECKPOINT = """
            SELECT position
              FROM projection_checkpoint
             WHERE projection = :projection
               AND generation = :generation
               AND partition_number = :partition
               FOR UPDATE SKIP LOCKED
            """;

    /** Asked under the checkpoint's lock, in a statement of its own: before it, somebody may have swapped or paused. */
    private static final String GOES_ON = """
            SELECT generation.silent_until
              FROM projection_generation AS generation
              JOIN projection ON projection.name = generation.projection
             WHERE generation.projection = :projection
               AND generation.generation = :generation
               AND generation.role = :role
               AND generation.failure IS NULL
               AND NOT projection.is_paused
            """;

    /** Waits for those who are at them; in the order of partitions, so that two never wait for each other. */
    private static final String LOCK_CHECKPOINTS = """
            SELECT partition_number, position
              FROM projection_checkpoint
             WHERE projection = :projection
               AND generation = :generation
             ORDER BY partition_number
               FOR UPDATE
            """;

    private static final String CHECKPOINTS = """
            SELECT partition_number, position
              FROM projection_checkpoint
             WHERE projection = :projection
               AND generation = :generation
            """;

    private static final String MOVE = """
            UPDATE projection_checkpoint
               SET position = :position
             WHERE projection = :projection
               AND generation = :generation
               AND partition_number = :partition
            """;

    private static final String SET_ROLE = """
            UPDATE projection_generation SET role = :role WHERE projection = :projection AND generation = :generation
            """;

    private static final String FAIL = """
            UPDATE projection_generation
               SET failed_position = :position, failure = :failure, failed_at = now()
             WHERE projection = :projection
               AND generation = :generation
               AND failure IS NULL
            """;

    private static final String PAUSE = "UPDATE projection SET is_paused = :isPaused WHERE name = :projection";

    private static final String FORGIVE = """
            UPDATE projection_generation
               SET failed_position = NULL, failure = NULL, failed_at = NULL
             WHERE projection = :projection
            """;

    private final JdbcClient jdbc;

    Generations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void register(String projection) {
        jdbc.sql(REGISTER).param("projection", projection).update();
    }

    void lock(String projection) {
        jdbc.sql(LOCK).param("projection", projection).query(row -> {});
    }

    /** Of one projection, or of all. */
    List<Generation> find(@Nullable String projection) {
        return jdbc.sql(FIND)
                .param("projection", projection)
                .query(Generations::generation)
                .list();
    }

    void create(String projection, int generation, Generation.Role role) {
        of(CREATE, projection, generation)
                .param("role", role.name())
                .param("last", LogReader.PARTITIONS - 1)
                .update();
    }

    void forget(String projection, int generation) {
        of(FORGET, projection, generation).update();
    }

    /** Whether it is still that, and not stopped; and up to which event nothing shall happen outside because of it. */
    OptionalLong silentUntil(Generation generation) {
        return of(GOES_ON, generation.projection(), generation.number())
                .param("role", generation.role().name())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** Empty if somebody else is at it. */
    OptionalLong lockCheckpoint(String projection, int generation, int partition) {
        return of(LOCK_CHECKPOINT, projection, generation)
                .param("partition", partition)
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    Map<Integer, Long> lockCheckpoints(String projection, int generation) {
        return checkpoints(LOCK_CHECKPOINTS, projection, generation);
    }

    Map<Integer, Long> checkpoints(String projection, int generation) {
        return checkpoints(CHECKPOINTS, projection, generation);
    }

    private Map<Integer, Long> checkpoints(String sql, String projection, int generation) {
        var positions = new TreeMap<Integer, Long>();
        of(sql, projection, generation).query(row -> {
            positions.put(row.getInt(1), row.getLong(2));
        });
        return positions;
    }

    void move(String projection, int generation, int partition, long position) {
        of(MOVE, projection, generation)
                .param("partition", partition)
                .param("position", position)
                .update();
    }

    void setRole(String projection, int generation, Generation.Role role) {
        of(SET_ROLE, projection, generation).param("role", role.name()).update();
    }

    void fail(String projection, int generation, long position, String failure) {
        of(FAIL, projection, generation)
                .param("position", position)
                .param("failure", failure)
                .update();
    }

    void pause(String projection, boolean isPaused) {
        jdbc.sql(PAUSE)
                .param("projection", projection)
                .param("isPaused", isPaused)
                .update();
    }

    void forgive(String projection) {
        jdbc.sql(FORGIVE).param("projection", projection).update();
    }

    private JdbcClient.StatementSpec of(String sql, String projection, int generation) {
        return jdbc.sql(sql).param("projection", projection).param("generation", generation);
    }

    private static Generation generation(ResultSet row, int ignored) throws SQLException {
        var failedAt = row.getObject("failed_at", OffsetDateTime.class);
        return new Generation(
                row.getString("projection"),
                row.getInt("generation"),
                Generation.Role.valueOf(row.getString("role")),
                row.getBoolean("is_paused"),
                row.getObject("failed_position", Long.class),
                row.getString("failure"),
                failedAt == null ? null : failedAt.toInstant(),
                row.getLong("position"));
    }
}
