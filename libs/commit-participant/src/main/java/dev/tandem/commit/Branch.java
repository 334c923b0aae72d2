package dev.tandem.commit;

import java.util.UUID;

/**
 * What a service does in a distributed transaction. Declare it as a bean; everything else is done for it:
 *
 * <pre>{@code
 * @Component
 * class StockBranch implements Branch<Pick> {
 *     public String operation() { return "pick"; }
 *     public Class<Pick> payload() { return Pick.class; }
 *     public Vote prepare(UUID transactionId, Pick pick) {
 *         return stock.takeOffShelf(pick) ? Vote.yes() : Vote.no("OUT_OF_STOCK", "not enough " + pick.sku());
 *     }
 * }
 * }</pre>
 *
 * <p>{@link #prepare} runs in a local transaction of the service's own transaction manager, JPA or JDBC. After a yes that
 * transaction is prepared; after anything else it is rolled back. There is no commit and no abort to write, because the
 * database does both. Messages for the {@link dev.tandem.messaging.Outbox} are part of it and leave after the commit.
 *
 * <p>What a prepared transaction may not have done, PostgreSQL refuses at the vote: temporary tables, {@code NOTIFY},
 * cursors {@code WITH HOLD}. Effects outside of the database are not undone by an abort, so they have no place here.
 *
 * @param <P> what it is told, read from JSON
 */
public interface Branch<P> {

    /** What coordinators call it; unique within the service. */
    String operation();

    /** The type that the payload is read as. */
    Class<P> payload();

    /**
     * Does the work and says whether it can be committed. A yes is a promise: only the coordinator decides from here.
     * An exception is a no.
     */
    Vote prepare(UUID transactionId, P payload);
}
