package dev.tandem.idempotency;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;

/** {@link Recording#TOGETHER}. */
final class RecordedTogether implements Recorder {

    private final JdbcRecords records;
    private final PlatformTransactionManager transactions;
    private final Patience patience;

    RecordedTogether(JdbcRecords records, PlatformTransactionManager transactions, Patience patience) {
        this.records = records;
        this.transactions = transactions;
        this.patience = patience;
    }

    @Override
    public Claim record(Attempt attempt, Work work) throws IOException, ServletException {
        return patience.await(() -> once(attempt, work));
    }

    private Claim once(Attempt attempt, Work work) throws IOException, ServletException {
        var transaction = transactions.getTransaction(TransactionDefinition.withDefaults());
        try {
            var claim = records.claim(attempt);
            if (claim instanceof Claim.Granted granted) {
                var answer = work.carryOut(IdempotentRequest.claimed(attempt, records, granted));
                if (answer.isPresent()) {
                    keep(attempt, answer.get(), transaction);
                }
            }
            return claim;
        } finally {
            if (!transaction.isCompleted()) {
                transactions.rollback(transaction);
            }
        }
    }

    /** A refusal for good may have come as an exception, which undid the work and would undo the record. */
    private void keep(Attempt attempt, StoredAnswer answer, TransactionStatus transaction) {
        if (transaction.isRollbackOnly()) {
            transactions.rollback(transaction);
            var _ = records.claim(attempt);
            records.complete(attempt, answer);
        } else {
            records.complete(attempt, answer);
            transactions.commit(transaction);
        }
    }
}
