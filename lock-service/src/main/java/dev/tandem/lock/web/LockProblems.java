package dev.tandem.lock.web;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.lock.core.Acquisition;
import dev.tandem.lock.core.LockStoreUnavailable;
import java.time.Duration;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Why a lock was not given, renewed or released. */
@RestControllerAdvice
class LockProblems {

    static Problem held(String key, Acquisition.Refused refused) {
        return Problem.of(423, "lock-held", "%s has the lock %s.".formatted(refused.holder(), key))
                .with("holder", refused.holder())
                .with("expiresAt", refused.expiresAt())
                .with("queueLength", refused.queueLength());
    }

    static Problem lost(String key) {
        return Problem.of(409, "lease-lost", "The lock %s is not held under this lease.".formatted(key));
    }

    /** Without its database the service knows nothing; it says so, and never that a lock is free or lost. */
    static Problem storeUnavailable(LockStoreUnavailable failure) {
        return Problem.of(503, "lock-store-unavailable", "Nobody knows at the moment: " + failure.getMessage() + ".")
                .retryAfter(Duration.ofSeconds(1));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(LockStoreUnavailable failure) {
        return storeUnavailable(failure).toResponse();
    }
}
