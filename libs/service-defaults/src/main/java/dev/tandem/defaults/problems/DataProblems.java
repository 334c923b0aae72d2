package dev.tandem.defaults.problems;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells apart what a database can do to a request: be away, prefer another request, or meet a bug. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 1) // before the handler of everything
class DataProblems {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Logger log = LoggerFactory.getLogger(DataProblems.class);

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> failed(RuntimeException failure) {
        var outage = outageIn(failure);
        if (outage.isPresent()) {
            log.warn("database not available: {}", outage.get().getMessage());
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "The service cannot reach its database just now.")
                    .retryAfter(SOON)
                    .toResponse();
        }
        if (failure instanceof ConcurrencyFailureException) {
            return Problem.of(409, "concurrent-update", "Somebody else changed this at the same time; try again.")
                    .retryAfter(SOON) // which also says that this is not the answer for good
                    .toResponse();
        }
        log.error("unexpected failure", failure);
        return ProblemHandler.unexpected().toResponse();
    }

    private static Optional<SQLException> outageIn(Throwable failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(DataProblems::isOutage)
                .findFirst();
    }

    /** 08: connection lost; 57P: the server is shutting down, crashed or starting; 53300: too many connections. */
    private static boolean isOutage(SQLException failure) {
        var state = failure.getSQLState() == null ? "" : failure.getSQLState();
        return state.startsWith("08")
                || state.startsWith("57P0")
                || state.equals("53300")
                || failure instanceof SQLTransientConnectionException
                || failure instanceof SQLNonTransientConnectionException
                || failure instanceof SQLRecoverableException;
    }
}
