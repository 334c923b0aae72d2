package dev.tandem.commit;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Objects;
import java.util.stream.Stream;

/** Tells a lost connection from a refusal: after the one nobody knows what was done, after the other nothing was. */
final class Outage {

    private Outage() {}

    /** 08: connection lost; 57P: the server is shutting down, crashed or starting; 25P03: it ended an idle session. */
    static boolean isIn(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .anyMatch(Outage::isOutage);
    }

    private static boolean isOutage(SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.equals("25P03")
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }
}
