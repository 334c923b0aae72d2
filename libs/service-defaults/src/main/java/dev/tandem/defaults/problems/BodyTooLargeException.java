package dev.tandem.defaults.problems;

import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** A body turned out too large while it was read; an {@code IOException}, because that is what readers expect. */
class BodyTooLargeException extends IOException {

    private final DataSize limit;

    BodyTooLargeException(DataSize limit) {
        super("body larger than " + limit);
        this.limit = limit;
    }

    Problem problem() {
        return problem(limit);
    }

    static Problem problem(DataSize limit) {
        return Problem.of(
                HttpStatus.PAYLOAD_TOO_LARGE, "The body may have %d bytes at most.".formatted(limit.toBytes()));
    }
}
