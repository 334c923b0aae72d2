package dev.tandem.scenarios.shop;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A distributed transaction, as the coordinator shows it. */
public record Transaction(
        UUID transactionId,
        String state,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String heuristic,
        int epoch,
        List<Branch> branches) {

    /** One participant's part in it. */
    public record Branch(
            String participant, String state, @Nullable String vote) {}
}
