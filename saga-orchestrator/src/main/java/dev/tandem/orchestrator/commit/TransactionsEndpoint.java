package dev.tandem.orchestrator.commit;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/transactions}: who is being asked or told, and who needs somebody; {@code /actuator/transactions/{id}}:
 * one of them, with votes, durations and timeline.
 */
@Component
@Endpoint(id = "transactions")
class TransactionsEndpoint {

    private static final int MOST = 100;

    private final TransactionLog transactions;

    TransactionsEndpoint(TransactionLog transactions) {
        this.transactions = transactions;
    }

    /** @param heuristic ended otherwise than decided, and nobody has acknowledged it */
    record Overview(
            List<TransactionView> preparing,
            List<TransactionView> preCommitting,
            List<TransactionView> committing,
            List<TransactionView> aborting,
            List<TransactionView> heuristic) {}

    @ReadOperation
    Overview overview() {
        return new Overview(
                in(TransactionState.PREPARING),
                in(TransactionState.PRE_COMMITTING),
                in(TransactionState.COMMITTING),
                in(TransactionState.ABORTING),
                transactions.unacknowledged(MOST).stream()
                        .map(TransactionView::of)
                        .toList());
    }

    private List<TransactionView> in(TransactionState state) {
        return transactions.page(state, null, MOST).stream()
                .map(TransactionView::of)
                .toList();
    }

    @ReadOperation
    @Nullable
    TransactionView transaction(@Selector UUID id) {
        return transactions.find(id).map(TransactionView::of).orElse(null);
    }
}
