package dev.tandem.eventsourcing;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Appends to the log, in the caller's transaction or in one of its own. Thread-safe, on any number of replicas: there is
 * one writer at a time, by the lock on the log's head, which is held until the commit. So callers in a transaction
 * append last; and who has many callers lets them {@linkplain GroupedAppends share} the lock and the commit.
 *
 * <p>A batch costs the same two statements however large it is.
 */
public final class EventStore {

    private final EventRows rows;
    private final TransactionOperations transaction;

    public EventStore(JdbcClient jdbc, TransactionOperations transaction) {
        this.rows = new EventRows(jdbc);
        this.transaction = transaction;
    }

    /** What becomes of each append, in their order; one that is refused does not hinder the others. */
    public List<AppendResult> append(List<Append> appends) {
        return Objects.requireNonNull(transaction.execute(status -> inTransaction(appends)));
    }

    public AppendResult append(Append append) {
        return append(List.of(append)).getFirst();
    }

    private List<AppendResult> inTransaction(List<Append> appends) {
        var places = rows.places(
                appends.stream().map(Append::streamId).distinct().toList(),
                appends.stream()
                        .flatMap(append -> append.events().stream())
                        .map(NewEvent::id)
                        .toList());
        var decision = new AppendDecision(places.head(), places.versions(), places.known());
        var results = appends.stream().map(decision::decide).toList();
        if (!decision.rows().isEmpty()) {
            rows.write(decision.rows(), decision.head());
        }
        return results;
    }
}
