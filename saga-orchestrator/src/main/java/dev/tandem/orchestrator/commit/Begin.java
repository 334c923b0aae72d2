package dev.tandem.orchestrator.commit;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /transactions}.
 *
 * @param transactionId chosen by the client, who can then ask for the outcome if the answer is lost, and send the same
 *     again; a new one if there is none
 * @param timeout how long the votes may take
 */
record Begin(
        @Nullable UUID transactionId,
        @NotNull Protocol protocol,
        @NotEmpty List<@NotNull @Valid BranchRequest> branches,
        @Nullable Duration timeout) {

    /** What one participant is to do. */
    record BranchRequest(
            @NotBlank @Size(max = 60) String participant,
            @NotBlank @Size(max = 100) String operation,
            @NotNull JsonNode payload) {}
}
