package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Distributed transactions: nobody waits for a decision that nobody will make, and what each participant has of a
 * transaction is what was decided. Contradictions by somebody's hand count until an operator has acknowledged them.
 *
 * @param violations what breaks it
 * @param inFlight how many transactions are being voted on or told
 */
record Commitments(List<String> violations, int inFlight) {

    private static final List<String> PARTICIPANTS =
            List.of("order-service", "payment-service", "inventory-service", "shipping-service");

    private static final Set<String> IN_DOUBT = Set.of("PREPARED", "PRE_COMMITTED", "PRE_ABORTED");

    private static final List<String> STATES =
            Stream.concat(IN_DOUBT.stream(), Stream.of("COMMITTED", "ABORTED")).toList();

    /** Branches first: whatever a participant has voted on, the coordinator has written down before. */
    static Commitments read(Json json) throws Unreadable, InterruptedException {
        var branches = new ArrayList<JsonNode>();
        for (var participant : PARTICIPANTS) {
            for (var state : STATES) {
                branches.addAll(json.listIfThere(participant, "/branches", "state=" + state)
                        .orElse(List.of()));
            }
        }
        var transactions = json.listIfThere("saga-orchestrator", "/transactions").orElse(List.of()).stream()
                .collect(Collectors.toMap(it -> it.path("transactionId").asText(), it -> it, (first, _) -> first));
        var violations = branches.stream()
                .flatMap(branch -> violation(branch, transactions).stream())
                .toList();
        var live = transactions.values().stream()
                .filter(transaction -> transaction.path("endedAt").isNull())
                .count();
        return new Commitments(violations, (int) live);
    }

    private static List<String> violation(JsonNode branch, Map<String, JsonNode> transactions) {
        var id = branch.path("transactionId").asText();
        var state = branch.path("state").asText();
        var transaction = transactions.get(id);
        var where = "%s has a branch of transaction %s that is %s"
                .formatted(branch.path("participant").asText(), id, state);
        if (transaction == null) {
            return state.equals("ABORTED") ? List.of() : List.of(where + ", and the coordinator knows of none");
        }
        if (transaction.path("acknowledgedBy").isTextual()) {
            return List.of();
        }
        var outcome = transaction.path("outcome").asText();
        var isLive = transaction.path("endedAt").isNull();
        if (IN_DOUBT.contains(state)) {
            return isLive ? List.of() : List.of(where + ", although the transaction has ended");
        }
        return outcome.equals(state) || isLive
                ? List.of()
                : List.of("%s, and it was decided %s".formatted(where, outcome));
    }
}
