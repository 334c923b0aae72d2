package dev.tandem.orchestrator.operating;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Body of an operator's request.
 *
 * @param note why; whoever reads the saga's history will be glad of it
 * @param requestedBy who, if they care to say
 */
record Instruct(
        @NotBlank @Size(max = Operating.LONGEST_NOTE) String note,
        @Size(max = Operating.LONGEST_NAME) @Nullable String requestedBy) {}
