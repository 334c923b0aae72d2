package dev.tandem.scenarios.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Distributed transactions, as the coordinator, the participants and their operators see them. */
public final class Coordination {

    private final Wire wire = new Wire();
    private final Function<String, URI> addresses;

    /** @param addresses where a service listens, by its name */
    public Coordination(Function<String, URI> addresses) {
        this.addresses = addresses;
    }

    /** A transaction, as this replica of the coordinator tells it; empty if nobody has begun it. */
    public Optional<Transaction> transaction(String coordinator, UUID id) {
        var uri = addresses.apply(coordinator).resolve("/transactions?limit=500");
        return wire.list(uri, Transaction.class).stream()
                .filter(transaction -> transaction.transactionId().equals(id))
                .findFirst();
    }

    /** Has participants commit together, and waits for what is decided: the coordinator's answer, of whatever status. */
    public JsonNode begin(UUID id, List<Map<String, Object>> branches) {
        var uri = addresses.apply("saga-orchestrator").resolve("/transactions");
        var body = Map.of("transactionId", id, "protocol", "two-phase-commit", "branches", branches);
        return wire.postAnyway(uri, body, Map.of()).body();
    }

    /** A participant's branches in doubt, with what they hold and whom they block. */
    public JsonNode branches(String participant) {
        return wire.get(addresses.apply(participant).resolve("/actuator/branches"), JsonNode.class)
                .path("prepared");
    }

    /** What a participant has of a transaction; empty if it has nothing. */
    public Optional<String> branch(String participant, UUID id) {
        var uri = addresses.apply(participant).resolve("/branches/" + id);
        return wire.find(uri).map(branch -> branch.path("state").asText());
    }

    /** An operator has seen that a transaction ended otherwise than decided; returns the answer's status. */
    public int acknowledge(UUID id, String note) {
        var uri = addresses.apply("saga-orchestrator").resolve("/transactions/" + id + "/acknowledge");
        return wire.post(uri, Map.of("note", note), Map.of()).status();
    }

    /** How often this replica found out that another one had taken its transaction over. */
    public double timesReplaced(String coordinator) {
        var uri = addresses.apply(coordinator).resolve("/actuator/metrics/tandem.transactions.fenced");
        return wire.get(uri, JsonNode.class)
                .path("measurements")
                .path(0)
                .path("value")
                .asDouble();
    }
}
