package dev.tandem.messaging;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells what a failure says about the message that was being handled. */
final class Failures {

    private Failures() {}

    /**
     * The database is away, full or restarting: no message's fault. Waiting helps, dead-lettering would throw good
     * messages away.
     */
    static boolean isPassing(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CannotCreateTransactionException
                    || t instanceof DataAccessResourceFailureException
                    || t instanceof SQLTransientConnectionException
                    || (t instanceof SQLException sql && isAboutTheServer(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Somebody else was at the same rows: deadlock, lost version race, a double delivery. Trying again soon helps. */
    static boolean isContention(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ConcurrencyFailureException
                    || (t instanceof SQLException sql && isAboutOthers(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL's class 40 deadlock and serialization; 55P03 lock not available; 23505 somebody was first. */
    private static boolean isAboutOthers(@Nullable String state) {
        return state != null && (state.startsWith("40") || state.equals("55P03") || state.equals("23505"));
    }

    /** PostgreSQL's classes 08 connection, 53 resources, 57P operator intervention; 25006 a replica that was promoted from. */
    private static boolean isAboutTheServer(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("25006"));
    }
}
