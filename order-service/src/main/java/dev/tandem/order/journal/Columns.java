package dev.tandem.order.journal;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into one array per column, for {@code unnest}: the statement is the same however many rows there are, so
 * the server keeps its plan. Every value goes as text, and the statement casts the array.
 */
public final class Columns<R> {

    private final List<R> rows;
    private final Map<String, Object> arrays = new HashMap<>();

    public Columns(Collection<R> rows) {
        this.rows = List.copyOf(rows);
    }

    public Columns<R> with(String parameter, Function<R, @Nullable Object> value) {
        @Nullable String[] column = new @Nullable String[rows.size()];
        for (int i = 0; i < column.length; i++) {
            var cell = value.apply(rows.get(i));
            column[i] = cell == null ? null : cell.toString();
        }
        arrays.put(parameter, column);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** By parameter name. */
    public Map<String, Object> arrays() {
        return arrays;
    }
}
