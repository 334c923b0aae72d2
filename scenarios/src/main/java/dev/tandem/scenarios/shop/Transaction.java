package dev.tandem.scenarios.shop;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A distributed transaction, as the coordinator shows it. */
public record Transaction(
        UUID transactionId,
        String protocol,
        @Nullable String termination,
        String state,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String heuristic,
        int epoch,
        List<Branch> branches,
        List<Moment> timeline) {

    /** What happened, and at whom, if it was not the coordinator alone. */
    public record Moment(String event, @Nullable String participant) {}

    /** One participant's part in it. */
    public record Branch(
            String participant, String state, @Nullable String vote) {}
}
