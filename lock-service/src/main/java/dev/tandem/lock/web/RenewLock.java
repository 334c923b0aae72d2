package dev.tandem.lock.web;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.UUID;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** What a holder says who wants to go on. */
record RenewLock(
        @NotNull UUID leaseId,

        @NotNull @DurationMin(millis = 100) @DurationMax(hours = 24)
        Duration ttl) {}
