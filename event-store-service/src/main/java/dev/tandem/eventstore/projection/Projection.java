package dev.tandem.eventstore.projection;

import java.util.List;

/**
 * A view of the log, told in SQL: which tables it has, and what a batch of events does to them. Each statement begins
 * with what it does to {@code batch}, the events in order, as a table of {@code position, event_id, stream_id, version,
 * type, data, metadata, occurred_at}; unqualified names are the view's own tables.
 *
 * <p>Every table has a column {@code partition_number}, set to {@code :partition}: partitions are projected in parallel
 * and independently, so no row may belong to two.
 *
 * @param name kebab-case
 * @param types the events that it is about; none stands for all
 * @param tables creates them, in an empty schema
 * @param tableNames those that are the view, and are compared with a fresh replay
 * @param statements one after the other, for each batch
 * @param effects what shall happen outside because of a batch, after the statements; left out when history is replayed
 */
public record Projection(
        String name,
        List<String> types,
        String tables,
        List<String> tableNames,
        List<String> statements,
        List<String> effects) {

    /** Without effects. */
    public Projection(
            String name, List<String> types, String tables, List<String> tableNames, List<String> statements) {
        this(name, types, tables, tableNames, statements, List.of());
    }

    /** The schema that holds a generation's tables. */
    String schema(int generation) {
        return "view_%s_%d".formatted(name.replace('-', '_'), generation);
    }
}
