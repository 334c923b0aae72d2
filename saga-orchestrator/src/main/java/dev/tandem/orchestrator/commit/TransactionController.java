package dev.tandem.orchestrator.commit;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.messaging.Ids;
import dev.tandem.orchestrator.commit.TransactionState.Decision;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Distributed transactions: to be begun, read, inquired about by participants, and looked after by operators. */
@RestController
@RequestMapping("/transactions")
class TransactionController {

    private final Coordinator coordinator;
    private final TransactionLog transactions;
    private final Participants participants;
    private final Abandoning abandoning;
    private final CoordinatorProperties properties;

    TransactionController(
            Coordinator coordinator,
            TransactionLog transactions,
            Participants participants,
            Abandoning abandoning,
            CoordinatorProperties properties) {
        this.coordinator = coordinator;
        this.transactions = transactions;
        this.participants = participants;
        this.abandoning = abandoning;
        this.properties = properties;
    }

    /**
     * What a participant in doubt is told.
     *
     * @param presumed whether there is no record of the transaction: then nobody decided to commit it
     */
    record Inquired(UUID transactionId, Decision decision, boolean presumed) {}

    /** What an operator has to say. */
    record Note(
            @NotBlank @Size(max = 500) String note,
            @Nullable @Size(max = 100) String requestedBy) {

        String by() {
            return "%s: %s".formatted(Objects.requireNonNullElse(requestedBy, "an operator"), note);
        }
    }

    /** 200 with the outcome; 503 if it is not known yet, and can be asked for. */
    @PostMapping
    TransactionView begin(@Valid @RequestBody Begin request) {
        check(request);
        var id = Objects.requireNonNullElseGet(request.transactionId(), Ids::next);
        var timeout = Objects.requireNonNullElse(request.timeout(), properties.timeout());
        var view = TransactionView.of(coordinator.run(id, request, timeout));
        if (view.outcome() == null) {
            throw Problem.of(503, "outcome-pending", "The transaction is not decided yet.")
                    .with("transactionId", id)
                    .with("statusUrl", "/transactions/" + id)
                    .retryAfter(Duration.ofSeconds(2));
        }
        return view;
    }

    private void check(Begin request) {
        if (request.branches().size() > properties.mostBranches()) {
            throw Problem.invalid("branches", "must be %d at most".formatted(properties.mostBranches()));
        }
        var timeout = request.timeout();
        if (timeout != null && (!timeout.isPositive() || timeout.compareTo(properties.longestTimeout()) > 0)) {
            throw Problem.invalid("timeout", "must be positive and %s at most".formatted(properties.longestTimeout()));
        }
        var seen = new HashSet<String>();
        for (var i = 0; i < request.branches().size(); i++) {
            var participant = request.branches().get(i).participant();
            var field = "branches[%d].participant".formatted(i);
            if (!participants.know(participant)) {
                throw Problem.invalid(field, "names nobody who takes part in transactions");
            }
            if (!seen.add(participant)) {
                throw Problem.invalid(field, "is there twice: a participant has one branch");
            }
        }
    }

    @GetMapping("/{transactionId}")
    TransactionView transaction(@PathVariable UUID transactionId) {
        return transactions
                .find(transactionId)
                .map(TransactionView::of)
                .orElseThrow(() -> Problem.notFound("transaction", transactionId));
    }

    /** For participants. A transaction that nobody remembers is aborted: presumed abort. */
    @GetMapping("/{transactionId}/decision")
    Inquired decision(@PathVariable UUID transactionId) {
        return transactions
                .state(transactionId)
                .map(state -> new Inquired(transactionId, state.decision(), false))
                .orElseGet(() -> new Inquired(transactionId, Decision.ABORT, true));
    }

    /** Newest first. */
    @GetMapping
    Page<TransactionView> list(@RequestParam(required = false) @Nullable TransactionState state, PageRequest page) {
        var found = transactions.page(state, page.after(UUID::fromString), page.fetch());
        return page.of(found.stream().map(TransactionView::of).toList(), TransactionView::transactionId);
    }

    /** An operator has seen that it ended otherwise than decided. */
    @PostMapping("/{transactionId}/acknowledge")
    TransactionView acknowledge(@PathVariable UUID transactionId, @Valid @RequestBody Note note) {
        if (!transactions.acknowledge(transactionId, note.by())) {
            transaction(transactionId);
            throw Problem.of(409, "nothing-to-acknowledge", "It ended as decided, or was acknowledged before.");
        }
        return transaction(transactionId);
    }

    /** An operator gives up on participants that will never answer again. */
    @PostMapping("/{transactionId}/abandon")
    TransactionView abandon(@PathVariable UUID transactionId, @Valid @RequestBody Note note) {
        transaction(transactionId);
        return abandoning
                .abandon(transactionId, note.by())
                .map(TransactionView::of)
                .orElseThrow(() -> Problem.of(
                        409, "transaction-not-waiting", "It has ended, or is not decided: nobody is to be given up."));
    }
}
