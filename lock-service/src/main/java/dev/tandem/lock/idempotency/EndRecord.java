package dev.tandem.lock.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code PUT /idempotency-records/{scope}/{key}}.
 *
 * @param owner the token that came with the claim; without it, the word of whoever asks is taken for the owner's
 * @param state what became of the work; done, if nothing is said
 * @param lease how long the claim holds from now, if the work goes on; half a minute unless said otherwise
 * @param recoveryPoint what must not be done again, if the work goes on: whoever takes over the claim is told
 * @param status of the answer, if it is done
 * @param body of the answer, as JSON
 */
record EndRecord(
        @Nullable UUID owner,
        @Nullable State state,

        @DurationMin(millis = 100) @DurationMax(hours = 1) @Nullable
        Duration lease,

        @Size(max = 500) @Nullable String recoveryPoint,
        @Min(100) @Max(599) @Nullable Integer status,
        @Nullable Map<String, String> headers,
        @Nullable JsonNode body) {

    /** What can be said of work. */
    enum State {
        /** It goes on, and the claim with it. */
        IN_PROGRESS,
        /** It is done, and repeats get the answer. */
        COMPLETED,
        /** It failed in a way that may pass: the key is free. */
        FAILED
    }
}
