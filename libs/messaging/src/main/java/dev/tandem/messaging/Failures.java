package dev.tandem.messaging;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
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
            if (t instanceof ConcurrencyFailureException) {
                return true;
            }
        }
        return false;
    }

    /** PostgreSQL's classes 08 connection, 53 resources, 57P operator intervention; 25006 a replica that was promoted from. */
    private static boolean isAboutTheServer(String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("53")
                        || state.startsWith("57P")
                        || state.equals("25006"));
    }
}
