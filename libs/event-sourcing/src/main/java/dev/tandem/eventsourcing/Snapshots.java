package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of snapshots. Losing it costs time and nothing else. Thread-safe. */
public final class Snapshots {

    private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

    private static final String NEWEST = """
            SELECT stream_id, version, state_version, state, checksum, created_at
              FROM snapshot
             WHERE stream_id = :stream
               AND version <= :version
               AND state_version = :stateVersion
             ORDER BY version DESC
             LIMIT :limit
            """;

    private static final String ALL = """
            SELECT stream_id, version, state_version, state, checksum, created_at
              FROM snapshot
             WHERE stream_id = :stream
             ORDER BY version DESC
            """;

    /** One that an older or newer form of the code left at this version is replaced. */
    private static final String SAVE = """
            INSERT INTO snapshot (stream_id, version, state_version, state, checksum)
            VALUES (:stream, :version, :stateVersion, :state::json, :checksum)
                ON CONFLICT (stream_id, version) DO UPDATE
               SET state_version = excluded.state_version,
                   state = excluded.state,
                   checksum = excluded.checksum,
                   created_at = excluded.created_at
            """;

    private static final String PRUNE = """
            DELETE FROM snapshot
             WHERE stream_id = :stream
               AND version NOT IN (
                   SELECT version FROM snapshot WHERE stream_id = :stream ORDER BY version DESC LIMIT :keep)
            """;

    /** Streams that had events within the age and have no snapshot that is younger than it. */
    private static final String WITHOUT_A_YOUNG_ONE = """
            SELECT active.stream_id
              FROM (SELECT stream_id, max(version) AS version
                      FROM event
                     WHERE recorded_at > now() - :seconds * interval '1 second'
                     GROUP BY stream_id) AS active
             WHERE NOT EXISTS (
                   SELECT FROM snapshot
                    WHERE snapshot.stream_id = active.stream_id
                      AND (snapshot.created_at > now() - :seconds * interval '1 second'
                           OR snapshot.version = active.version))
             ORDER BY active.stream_id
             LIMIT :limit
            """;

    /** A damaged one is passed over for an older one; two damaged in a row, and the events are read. */
    private static final int CANDIDATES = 2;

    private record Row(Snapshot snapshot, String state, String checksum) {}

    private final JdbcClient jdbc;

    public Snapshots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The newest up to a version that was made by this version of the code and is what was written. */
    Optional<Snapshot> newest(String streamId, int version, int stateVersion) {
        return jdbc
                .sql(NEWEST)
                .param("stream", streamId)
                .param("version", version)
                .param("stateVersion", stateVersion)
                .param("limit", CANDIDATES)
                .query((row, i) -> new Row(snapshot(row), row.getString("state"), row.getString("checksum")))
                .list()
                .stream()
                .filter(Snapshots::isWhatWasWritten)
                .map(Row::snapshot)
                .findFirst();
    }

    /** All of a stream, newest first. */
    public List<Snapshot> of(String streamId) {
        return jdbc.sql(ALL)
                .param("stream", streamId)
                .query((row, i) -> snapshot(row))
                .list();
    }

    /** Keeps a state, and of the stream's snapshots the newest so many. */
    void save(String streamId, int version, int stateVersion, JsonNode state, int keep) {
        var text = state.toString();
        jdbc.sql(SAVE)
                .param("stream", streamId)
                .param("version", version)
                .param("stateVersion", stateVersion)
                .param("state", text)
                .param("checksum", checksum(streamId, version, text))
                .update();
        jdbc.sql(PRUNE).param("stream", streamId).param("keep", keep).update();
    }

    /** Active streams for a periodic job. */
    public List<String> streamsWithoutOneYoungerThan(Duration age, int limit) {
        return jdbc.sql(WITHOUT_A_YOUNG_ONE)
                .param("seconds", age.toSeconds())
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    private static Snapshot snapshot(ResultSet row) throws SQLException {
        return new Snapshot(
                row.getString("stream_id"),
                row.getInt("version"),
                row.getInt("state_version"),
                EventJson.parse(row.getString("state")),
                EventRows.time(row, "created_at"));
    }

    private static boolean isWhatWasWritten(Row row) {
        var snapshot = row.snapshot();
        var isIt = row.checksum().equals(checksum(snapshot.streamId(), snapshot.version(), row.state()));
        if (!isIt) {
            log.warn(
                    "the snapshot of {} at version {} is damaged and not used",
                    snapshot.streamId(),
                    snapshot.version());
        }
        return isIt;
    }

    private static String checksum(String streamId, int version, String state) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(digest.digest(
                            "%s %d %s".formatted(streamId, version, state).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
