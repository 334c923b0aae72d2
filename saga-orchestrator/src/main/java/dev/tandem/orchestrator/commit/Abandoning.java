package dev.tandem.orchestrator.commit;

import dev.tandem.orchestrator.commit.TransactionState.Decision;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What an operator may do to a transaction that does not end by itself. */
@Component
class Abandoning {

    private final TransactionLog transactions;
    private final Clock clock;

    Abandoning(TransactionLog transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Ends a decided transaction of which some participant will never be heard again. Its outcome is a hazard from then on.
     *
     * @return empty if there is nothing to give up, or somebody moved it at the same moment
     */
    Optional<Transaction> abandon(UUID id, String note) {
        return transactions
                .find(id)
                .filter(transaction -> transaction.state().isLive())
                .filter(transaction -> transaction.state().decision() != Decision.PENDING)
                .map(transaction ->
                        transaction.note(clock.instant(), note, null).abandon(clock.instant()))
                .filter(abandoned -> transactions.save(abandoned, Duration.ZERO));
    }
}
