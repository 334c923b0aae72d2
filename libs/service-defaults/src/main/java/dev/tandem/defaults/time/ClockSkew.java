package dev.tandem.defaults.time;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;

/**
 * How far this machine's clock is from the database's. Leases, deadlines and expiry go by the database alone; what people
 * read in logs and messages goes by ours.
 */
final class ClockSkew {

    private static final String THEIR_TIME = "SELECT current_timestamp";
    private static final double MILLIS = 1000;

    private final DataSource database;
    private final Clock clock;

    ClockSkew(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Positive if ours is ahead; not a number if the database does not answer. */
    double seconds() {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            var asked = clock.instant();
            try (var row = statement.executeQuery(THEIR_TIME)) {
                row.next();
                var theirs = row.getObject(1, OffsetDateTime.class).toInstant();
                var halfway =
                        asked.plus(Duration.between(asked, clock.instant()).dividedBy(2));
                return Duration.between(theirs, halfway).toMillis() / MILLIS;
            }
        } catch (SQLException away) {
            return Double.NaN;
        }
    }
}
