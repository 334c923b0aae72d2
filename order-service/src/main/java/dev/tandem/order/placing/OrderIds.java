package dev.tandem.order.placing;

import dev.tandem.idempotency.IdempotentRequest;
import dev.tandem.idempotency.JdbcRecords;
import dev.tandem.idempotency.JdbcRecords.Opening;
import dev.tandem.messaging.Ids;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The order's id of a request whose order is not placed in the transaction that claims its key: another attempt at the
 * same request gets the same id, and finds what the first one has set in motion.
 */
@Component
class OrderIds {

    private final ObjectProvider<JdbcRecords> records;
    private final TransactionOperations transaction;

    OrderIds(ObjectProvider<JdbcRecords> records, TransactionOperations transaction) {
        this.records = records;
        this.transaction = transaction;
    }

    UUID of(IdempotentRequest request) {
        var fresh = Ids.next();
        if (request.isRecordedByWork()) {
            var opening = new Opening(request.attempt(), fresh.toString(), null);
            var met = transaction.execute(status -> records.getObject().claim(List.of(opening)));
            request.claimed(Objects.requireNonNull(met).getFirst());
        }
        var earlier = request.recoveryPoint();
        if (earlier != null) {
            return UUID.fromString(earlier);
        }
        if (!request.isRecordedByWork()) {
            request.reached(fresh.toString());
        }
        return fresh;
    }
}
