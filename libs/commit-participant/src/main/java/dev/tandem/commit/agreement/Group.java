package dev.tandem.commit.agreement;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Who takes part in a three-phase commit, told to each of them with the request for its vote: if the coordinator falls
 * silent, they turn to each other.
 *
 * @param members the participants' names
 * @param termination the rule by which they then decide; the same for all, so the coordinator says it
 */
public record Group(
        @NotEmpty @Size(max = 32) List<@NotBlank @Size(max = 60) String> members,
        @NotNull Termination termination) {

    /** The smallest number of which no two sets are without a common member. */
    public int majority() {
        return members.size() / 2 + 1;
    }
}
