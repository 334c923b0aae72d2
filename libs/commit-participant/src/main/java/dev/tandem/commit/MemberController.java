package dev.tandem.commit;

import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.agreement.Question;
import dev.tandem.commit.agreement.Reply;
import dev.tandem.defaults.problems.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What three-phase commit adds to the participants' contract: the phase in between, and what members ask of each other when
 * their coordinator is silent. All of it may be repeated.
 */
@RestController
@RequestMapping("/branches/{transactionId}")
class MemberController {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Standings standings;

    MemberController(Standings standings) {
        this.standings = standings;
    }

    /**
     * Who asks.
     *
     * @param leader the coordinator, if it says nothing
     */
    record Asked(
            @NotNull @Min(1) Integer epoch,
            @Nullable @Size(min = 1, max = 60) String leader) {

        Claim claim() {
            return new Claim(epoch, Objects.requireNonNullElse(leader, Claim.COORDINATOR));
        }
    }

    /** @param attempt the epoch in which it was pre-committed or pre-aborted; 0 if it never was */
    record Stand(UUID transactionId, BranchState state, int attempt) {}

    /** All have voted yes. On disk when it is answered. */
    @PostMapping("/pre-commit")
    Stand preCommit(@PathVariable UUID transactionId, @Valid @RequestBody Asked asked) {
        return expect(BranchState.COMMITTED, hear(transactionId, Question.PRE_COMMIT, asked));
    }

    /** The group is about to give up. On disk when it is answered. */
    @PostMapping("/pre-abort")
    Stand preAbort(@PathVariable UUID transactionId, @Valid @RequestBody Asked asked) {
        return expect(BranchState.ABORTED, hear(transactionId, Question.PRE_ABORT, asked));
    }

    /** From now on nobody is followed who claims a lower epoch. Whoever has not voted yet votes no. */
    @PostMapping("/promise")
    Stand promise(@PathVariable UUID transactionId, @Valid @RequestBody Asked asked) {
        return hear(transactionId, Question.PROMISE, asked);
    }

    private Stand hear(UUID id, Question question, Asked asked) {
        return switch (standings.hear(id, question, asked.claim())) {
            case Reply.Stands(var state, var attempt) -> new Stand(id, state, attempt);
            case Reply.Refuses(var epoch) ->
                throw Problem.of(
                                409,
                                "stale-epoch",
                                "Epoch %d of %s: this branch follows somebody else in epoch %d."
                                        .formatted(asked.epoch(), asked.claim().leader(), epoch))
                        .with("epoch", epoch);
            case Reply.Silent() ->
                throw Problem.of(503, "branch-at-work", "The branch is voting at this moment.")
                        .retryAfter(SOON);
        };
    }

    private static Stand expect(BranchState end, Stand found) {
        if (!found.state().isInDoubt() && found.state() != end) {
            throw Problem.of(409, "branch-ended", "The branch is %s.".formatted(found.state()))
                    .with("state", found.state());
        }
        return found;
    }
}
