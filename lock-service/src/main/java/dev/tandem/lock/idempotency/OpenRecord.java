package dev.tandem.lock.idempotency;

import dev.tandem.idempotency.Attempt;
import dev.tandem.idempotency.RecordKey;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /idempotency-records}; durations are ISO 8601, as in {@code PT24H}.
 *
 * @param scope whose key it is: route and caller, in the client's own words
 * @param requestHash tells requests apart that came under one key
 * @param owner a token of the client's own for this claim; one is made unless said otherwise
 * @param ttl how long the answer is kept
 * @param lease how long the claim holds without a sign of life; half a minute unless said otherwise
 */
record OpenRecord(
        @NotBlank @Size(max = 500) String scope,
        @NotBlank @Size(max = 255) String key,
        @NotBlank @Size(max = 128) String requestHash,
        @Nullable UUID owner,

        @NotNull @DurationMin(millis = 100) @DurationMax(days = 30)
        Duration ttl,

        @DurationMin(millis = 100) @DurationMax(hours = 1) @Nullable
        Duration lease) {

    static final Duration USUAL_LEASE = Duration.ofSeconds(30);

    Attempt attempt() {
        return new Attempt(
                new RecordKey(scope, key),
                Objects.requireNonNullElseGet(owner, UUID::randomUUID),
                requestHash,
                Objects.requireNonNullElse(lease, USUAL_LEASE),
                ttl);
    }
}
