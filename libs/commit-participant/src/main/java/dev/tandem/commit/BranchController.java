package dev.tandem.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What coordinators tell a participant, what its peers ask, and what operators force. All of it may be repeated. */
@RestController
@RequestMapping("/branches")
class BranchController {

    private final Voting voting;
    private final Ending ending;
    private final Forcing forcing;
    private final Branches branches;
    private final BranchLog log;

    BranchController(Voting voting, Ending ending, Forcing forcing, Branches branches, BranchLog log) {
        this.voting = voting;
        this.ending = ending;
        this.forcing = forcing;
        this.branches = branches;
        this.log = log;
    }

    /**
     * A request for a vote.
     *
     * @param epoch of the coordinator's ownership of the transaction
     * @param onePhase whether there is no other branch, and a yes may be carried out at once
     */
    record Prepare(
            @NotNull @Min(1) Integer epoch,
            @NotBlank @Size(max = 100) String operation,
            @NotNull JsonNode payload,
            @Nullable Boolean onePhase) {}

    /** A decision, told in the epoch of whoever tells it. */
    record Decided(@NotNull @Min(1) Integer epoch) {}

    /** An operator's decision. */
    record Force(
            @NotNull Outcome outcome,
            @NotBlank @Size(max = 500) String note,
            @Nullable @Size(max = 100) String requestedBy) {

        enum Outcome {
            COMMITTED,
            ABORTED
        }
    }

    @PostMapping("/{transactionId}/prepare")
    Ballot prepare(@PathVariable UUID transactionId, @Valid @RequestBody Prepare request) {
        refuseTheReplaced(transactionId, request.epoch());
        var alone = Boolean.TRUE.equals(request.onePhase());
        return voting.vote(transactionId, request.operation(), request.payload(), alone);
    }

    @PostMapping("/{transactionId}/commit")
    BranchView commit(@PathVariable UUID transactionId, @Valid @RequestBody Decided request) {
        refuseTheReplaced(transactionId, request.epoch());
        return expect(BranchState.COMMITTED, transactionId, ending.commit(transactionId));
    }

    @PostMapping("/{transactionId}/abort")
    BranchView abort(@PathVariable UUID transactionId, @Valid @RequestBody Decided request) {
        refuseTheReplaced(transactionId, request.epoch());
        return expect(BranchState.ABORTED, transactionId, ending.abort(transactionId));
    }

    /** Over the coordinator's head. */
    @PostMapping("/{transactionId}/force")
    BranchView force(@PathVariable UUID transactionId, @Valid @RequestBody Force request) {
        var by = request.requestedBy() == null ? "an operator" : request.requestedBy();
        var outcome = BranchState.valueOf(request.outcome().name());
        var state = forcing.force(transactionId, outcome, by, request.note())
                .orElseThrow(() -> Problem.of(
                        409, "branch-not-prepared", "There is nothing to force: the branch is not prepared."));
        return branches.view(transactionId, state);
    }

    @GetMapping("/{transactionId}")
    BranchView branch(@PathVariable UUID transactionId) {
        return branches.find(transactionId).orElseThrow(() -> Problem.notFound("branch", transactionId));
    }

    @GetMapping
    Page<BranchView> list(@RequestParam(defaultValue = "PREPARED") BranchState state, PageRequest page) {
        return page.of(branches.list(state, page.after(UUID::fromString), page.fetch()), BranchView::transactionId);
    }

    /** Whoever lost the transaction to another coordinator, and does not know it yet. */
    private void refuseTheReplaced(UUID transactionId, int epoch) {
        var highest = log.heard(transactionId, epoch);
        if (epoch < highest) {
            throw Problem.of(409, "stale-epoch", "Epoch %d was replaced by epoch %d.".formatted(epoch, highest))
                    .with("epoch", highest);
        }
    }

    private BranchView expect(BranchState decided, UUID transactionId, BranchState found) {
        if (found != decided) {
            throw Problem.of(
                            409,
                            "heuristic-outcome",
                            "The branch was to be %s, and somebody has made it %s.".formatted(decided, found))
                    .with("state", found);
        }
        return branches.view(transactionId, found);
    }
}
