package dev.tandem.lock.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** One of many orders in a request; none of them waits for others. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "acquire", value = LockOrder.Acquire.class),
    @JsonSubTypes.Type(name = "renew", value = LockOrder.Renew.class),
    @JsonSubTypes.Type(name = "release", value = LockOrder.Release.class)
})
sealed interface LockOrder {

    /** As {@code POST /locks/{key}} without {@code wait}. */
    record Acquire(
            @NotNull @LockKey String key,
            @NotBlank @Size(max = 200) String owner,

            @NotNull @DurationMin(millis = 100) @DurationMax(hours = 24)
            Duration ttl)
            implements LockOrder {}

    /** As {@code PUT /locks/{key}}. */
    record Renew(
            @NotNull @LockKey String key,
            @NotNull UUID leaseId,

            @NotNull @DurationMin(millis = 100) @DurationMax(hours = 24)
            Duration ttl)
            implements LockOrder {}

    /** As {@code DELETE /locks/{key}}. */
    record Release(@NotNull @LockKey String key, @NotNull UUID leaseId) implements LockOrder {}
}
