package dev.tandem.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The branches that a service offers, by name. */
class Operations {

    private final Map<String, Branch<?>> byName;
    private final ObjectMapper json;

    Operations(Collection<Branch<?>> branches, ObjectMapper json) {
        this.byName = branches.stream().collect(Collectors.toMap(Branch::operation, Function.identity()));
        this.json = json;
    }

    /** Lets the branch of that name work, within the running transaction. */
    Vote prepare(String operation, UUID transactionId, JsonNode payload) {
        var branch = byName.get(operation);
        if (branch == null) {
            return Vote.no(
                    "UNKNOWN_OPERATION", "there is no operation '%s', only %s".formatted(operation, byName.keySet()));
        }
        return prepare(branch, transactionId, payload);
    }

    private <P> Vote prepare(Branch<P> branch, UUID transactionId, JsonNode payload) {
        P told;
        try {
            told = json.treeToValue(payload, branch.payload());
        } catch (JsonProcessingException e) {
            return Vote.no("INVALID_PAYLOAD", e.getOriginalMessage());
        }
        if (told == null) {
            return Vote.no("INVALID_PAYLOAD", "the payload is null");
        }
        return branch.prepare(transactionId, told);
    }
}
