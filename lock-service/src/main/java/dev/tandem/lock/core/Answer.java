package dev.tandem.lock.core;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** A row of {@code lock_answer}: what a step made of a wish. Which columns say something depends on the outcome; the
 * key does where nobody asked for the answer, because it was somebody's turn. */
record Answer(long number, UUID leaseId, Outcome outcome, long place, Lock lock, long queueLength, String key) {

    /** The lock as it stands after the step: the caller's, or the one that is in the way. */
    record Lock(long token, Instant acquiredAt, Instant expiresAt, String holder) {}

    enum Outcome {
        GRANTED,
        QUEUED,
        HELD,
        DONE,
        LOST,
        LEFT,
        GONE
    }

    private static final Lock NONE = new Lock(0, Instant.EPOCH, Instant.EPOCH, "");

    static Answer of(ResultSet row) throws SQLException {
        return new Answer(
                row.getLong(1),
                row.getObject(2, UUID.class),
                Outcome.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                row.getLong(4),
                lock(row),
                row.getLong(9),
                Objects.requireNonNullElse(row.getString(10), ""));
    }

    private static Lock lock(ResultSet row) throws SQLException {
        var expiresAt = row.getTimestamp(7);
        if (expiresAt == null) {
            return NONE;
        }
        var acquiredAt = row.getTimestamp(6);
        return new Lock(
                row.getLong(5),
                acquiredAt == null ? Instant.EPOCH : acquiredAt.toInstant(),
                expiresAt.toInstant(),
                Objects.requireNonNullElse(row.getString(8), ""));
    }

    HeldLock held(String key, String owner) {
        return new HeldLock(key, owner, leaseId, lock.token(), lock.acquiredAt(), lock.expiresAt());
    }
}
