package dev.tandem.idempotency;

/**
 * What a record is found by.
 *
 * @param scope route and caller
 * @param key the client's key
 */
public record RecordKey(String scope, String key) implements Comparable<RecordKey> {

    @Override
    public int compareTo(RecordKey other) {
        var byScope = scope.compareTo(other.scope);
        return byScope != 0 ? byScope : key.compareTo(other.key);
    }
}
