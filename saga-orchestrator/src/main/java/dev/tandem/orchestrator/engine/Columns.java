package dev.tandem.orchestrator.engine;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Rows as columns: an array parameter per column, opened up again by {@code unnest}. One prepared statement serves every
 * batch size, and a batch is one round trip.
 */
record Columns<T>(Collection<T> rows) {

    SqlArrayValue uuids(Function<T, ?> column) {
        return array("uuid", column);
    }

    SqlArrayValue texts(Function<T, @Nullable String> column) {
        return array("text", column);
    }

    SqlArrayValue ints(Function<T, @Nullable Integer> column) {
        return array("int4", column);
    }

    SqlArrayValue longs(Function<T, @Nullable Long> column) {
        return array("int8", column);
    }

    private SqlArrayValue array(String type, Function<T, ?> column) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray());
    }
}
