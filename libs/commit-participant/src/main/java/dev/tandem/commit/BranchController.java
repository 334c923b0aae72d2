package dev.tandem.commit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.commit.agreement.BranchState;
import dev.tandem.commit.agreement.Group;
import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.messaging.Origin;
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
    private final PhaseLog phases;
    private final BranchLog log;

    BranchController(Voting voting, Ending ending, Forcing forcing, Branches branches, PhaseLog phases, BranchLog log) {
        this.voting = voting;
        this.ending = ending;
        this.forcing = forcing;
        this.branches = branches;
        this.phases = phases;
        this.log = log;
    }

    /**
     * A request for a vote.
     *
     * @param epoch of the coordinator's ownership of the transaction
     * @param onePhase whether there is no other branch, and a yes may be carried out at once
     * @param group who takes part, in three-phase commit
     */
    record Prepare(
            @NotNull @Min(1) Integer epoch,
            @NotBlank @Size(max = 100) String operation,
            @NotNull JsonNode payload,
            @Nullable Boolean onePhase,
            @Nullable @Valid Group group) {}

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
        if (request.group() != null && !alone) {
            return voteAsMember(transactionId, request, request.group());
        }
        try (var _ = Correlation.with(Origin.COORDINATION, "two-phase-commit")) {
            return voting.vote(transactionId, request.operation(), request.payload(), alone);
        }
    }

    /** Nobody is released early who may be asked by the others how it stands. */
    private Ballot voteAsMember(UUID id, Prepare request, Group group) {
        if (!group.members().contains(branches.participant())) {
            throw Problem.invalid("group.members", "must name %s".formatted(branches.participant()));
        }
        phases.join(id, group);
        try (var _ = Correlation.with(Origin.COORDINATION, "three-phase-commit")) {
            var ballot = voting.vote(id, request.operation(), request.payload(), false);
            return ballot.vote() == Ballot.Result.READ_ONLY ? voting.standBy(id, request.operation()) : ballot;
        }
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
