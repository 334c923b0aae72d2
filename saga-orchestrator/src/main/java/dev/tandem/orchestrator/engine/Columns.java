package dev.tandem.orchestrator.engine;

import java.util.Collection;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Rows as columns: an array parameter per column, opened up again by {@code unnest}. One prepared statement serves every
 * batch size, and a batch is one round trip. The arrays are of their elements' own type, or the driver would write them
 * out as text for the server to parse.
 */
record Columns<T>(Collection<T> rows) {

    SqlArrayValue uuids(Function<T, ?> column) {
        return array("uuid", column, Object[]::new); // for these the driver knows no other way
    }

    SqlArrayValue texts(Function<T, @Nullable String> column) {
        return array("text", column, String[]::new);
    }

    SqlArrayValue ints(Function<T, @Nullable Integer> column) {
        return array("int4", column, Integer[]::new);
    }

    SqlArrayValue longs(Function<T, @Nullable Long> column) {
        return array("int8", column, Long[]::new);
    }

    private SqlArrayValue array(String type, Function<T, ?> column, IntFunction<Object[]> ofType) {
        return new SqlArrayValue(type, rows.stream().map(column).toArray(ofType));
    }
}
