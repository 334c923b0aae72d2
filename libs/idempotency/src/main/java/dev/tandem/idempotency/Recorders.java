package dev.tandem.idempotency;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.transaction.PlatformTransactionManager;

/** What the store in use makes possible. */
final class Recorders {

    private final Map<Recording, Recorder> recorders = new EnumMap<>(Recording.class);

    private Recorders() {}

    /** Records beside the work, which know nothing of its transactions. */
    static Recorders elsewhere(IdempotencyStore store, Patience patience) {
        var made = new Recorders();
        var ahead = new RecordedAhead(store, new Leases(store), patience);
        for (var recording : Recording.values()) {
            made.recorders.put(recording, ahead);
        }
        return made;
    }

    /** Records in the database of the work. */
    static Recorders inDatabase(JdbcRecords records, PlatformTransactionManager transactions, Patience patience) {
        var made = elsewhere(records, patience);
        made.recorders.put(Recording.TOGETHER, new RecordedTogether(records, transactions, patience));
        made.recorders.put(Recording.BY_WORK, new RecordedByWork(records, new Leases(records), patience));
        return made;
    }

    Recorder of(Recording recording) {
        return Objects.requireNonNull(recorders.get(recording));
    }
}
