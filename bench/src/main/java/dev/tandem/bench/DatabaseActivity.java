package dev.tandem.bench;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What PostgreSQL counted in all databases so far.
 *
 * @param commits transactions, those that only read included
 * @param inserted rows, with those of tables that exist for the machinery: inbox, outbox, history
 * @param walBytes what was written to the log
 * @param walSyncs how often the log was forced to disk
 */
public record DatabaseActivity(long commits, long inserted, long updated, long deleted, long walBytes, long walSyncs) {

    private static final String COUNTED = """
            SELECT sum(xact_commit), sum(tup_inserted), sum(tup_updated), sum(tup_deleted),
                   (SELECT wal_bytes FROM pg_stat_wal), (SELECT wal_sync FROM pg_stat_wal)
              FROM pg_stat_database
            """;

    public static DatabaseActivity read(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(COUNTED)) {
            row.next();
            return new DatabaseActivity(
                    row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6));
        }
    }

    public DatabaseActivity since(DatabaseActivity before) {
        return new DatabaseActivity(
                commits - before.commits,
                inserted - before.inserted,
                updated - before.updated,
                deleted - before.deleted,
                walBytes - before.walBytes,
                walSyncs - before.walSyncs);
    }
}
