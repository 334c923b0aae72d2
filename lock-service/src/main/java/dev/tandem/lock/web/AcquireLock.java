package dev.tandem.lock.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.lock.core.LockWish;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Objects;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * What a caller who wants a lock says; durations are ISO 8601, as in {@code PT30S}.
 *
 * @param owner who, for people to read
 * @param ttl after which the lock is free again unless renewed
 * @param patience how long to wait for others; nothing tries once. A client that wants more asks again
 */
record AcquireLock(
        @NotBlank @Size(max = 200) String owner,

        @NotNull @DurationMin(millis = 100) @DurationMax(hours = 24)
        Duration ttl,

        @JsonProperty("wait") @Nullable Duration patience) {

    /** Longer, and it would be hard to tell a caller who waits from one who was forgotten. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Checked here, because no component of a record may be called as the client calls it. */
    LockWish of(String key) {
        var wait = Objects.requireNonNullElse(patience, Duration.ZERO);
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw Problem.invalid("wait", "must be from PT0S to " + LONGEST_WAIT);
        }
        return new LockWish(key, owner, ttl, wait);
    }
}
