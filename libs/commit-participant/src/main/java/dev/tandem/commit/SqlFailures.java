package dev.tandem.commit;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a failure says about the transaction that met it, by PostgreSQL's own codes. */
final class SqlFailures {

    /** "undefined_object": there is no prepared transaction of that name. */
    private static final String UNKNOWN = "42704";

    /** "object_not_in_prerequisite_state": somebody else is ending the prepared transaction at this moment. */
    private static final String BUSY = "55000";

    /** "lock_not_available", "deadlock_detected", "serialization_failure": another transaction was in the way. */
    private static final Set<String> CONTENTION = Set.of("55P03", "40P01", "40001");

    private SqlFailures() {}

    /** The connection is lost, or there was none: nobody knows what was done. After any other failure, nothing was. */
    static boolean isOutage(Throwable failure) {
        return any(failure, SqlFailures::isOutage);
    }

    static boolean isContention(Throwable failure) {
        return any(failure, cause -> CONTENTION.contains(stateOf(cause)));
    }

    static boolean isUnknownBranch(Throwable failure) {
        return any(failure, cause -> stateOf(cause).equals(UNKNOWN));
    }

    static boolean isBusyBranch(Throwable failure) {
        return any(failure, cause -> stateOf(cause).equals(BUSY));
    }

    private static boolean any(Throwable failure, Predicate<SQLException> isSo) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .anyMatch(isSo);
    }

    /** 08: connection lost; 57P: the server is shutting down, crashed or starting; 25P03: it ended an idle session. */
    private static boolean isOutage(SQLException failure) {
        var state = stateOf(failure);
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("25P03")
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }

    private static String stateOf(SQLException failure) {
        return Objects.requireNonNullElse(failure.getSQLState(), "");
    }
}
