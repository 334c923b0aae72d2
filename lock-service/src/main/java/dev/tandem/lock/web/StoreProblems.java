package dev.tandem.lock.web;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.lock.core.LockStoreUnavailable;
import java.time.Duration;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Without its database the service knows nothing; it says so, and never that a lock is free or lost. */
@RestControllerAdvice
class StoreProblems {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(LockStoreUnavailable failure) {
        return Problem.of(503, "lock-store-unavailable", "Nobody knows at the moment: " + failure.getMessage() + ".")
                .retryAfter(Duration.ofSeconds(1))
                .toResponse();
    }
}
