package dev.tandem.lock.core;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes locks from their holders, and keeps record of it in the same statement. */
class ForcedReleases {

    private static final String RELEASE = """
                 WITH released AS (
                      UPDATE lease
                         SET lease_id = NULL
                       WHERE key = :key
                         AND lease_id IS NOT NULL
                         AND expires_at > clock_timestamp()
                   RETURNING key, owner, token)
               INSERT INTO forced_release (key, owner, token, requested_by, note)
               SELECT key, owner, token, :requestedBy, :note
                 FROM released
            RETURNING key, owner, token, requested_by, note, at
            """;

    private final JdbcClient jdbc;

    ForcedReleases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ForcedRelease> release(String key, String requestedBy, String note) {
        return jdbc.sql(RELEASE)
                .param("key", key)
                .param("requestedBy", requestedBy)
                .param("note", note)
                .query((row, _) -> new ForcedRelease(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getTimestamp(6).toInstant()))
                .optional();
    }
}
