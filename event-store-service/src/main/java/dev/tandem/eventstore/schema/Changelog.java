package dev.tandem.eventstore.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what changed from version to version of each type (guide, 'Document schema changes'). */
final class Changelog {

    /** More than a platform should have; a list for people ends somewhere. */
    static final int MOST = 5_000;

    private Changelog() {}

    /** @param schemas in the order of types and versions */
    static String of(List<SchemaVersion> schemas) {
        var text = new StringBuilder("# Changelog of event schemas\n");
        SchemaVersion before = null;
        for (var schema : schemas) {
            if (before == null || !before.type().equals(schema.type())) {
                text.append("\n## ").append(schema.type()).append('\n');
                before = null;
            }
            text.append("\n- **%d**: %s\n".formatted(schema.version(), changes(before, schema)));
            before = schema;
        }
        return text.toString();
    }

    private static String changes(@Nullable SchemaVersion before, SchemaVersion schema) {
        if (before == null) {
            return "fields "
                    + fields(schema).stream()
                            .map(field -> required(schema).contains(field) ? field : field + " (optional)")
                            .collect(Collectors.joining(", "));
        }
        var changes = new ArrayList<String>();
        difference(fields(schema), fields(before)).forEach(field -> changes.add("`" + field + "` added"));
        difference(fields(before), fields(schema))
                .forEach(field -> changes.add("`" + field + "` gone, by an upcaster"));
        difference(required(schema), required(before)).forEach(field -> changes.add("`" + field + "` now required"));
        difference(required(before), required(schema)).forEach(field -> changes.add("`" + field + "` now optional"));
        return changes.isEmpty() ? "the same fields" : String.join("; ", changes);
    }

    private static Set<String> difference(Set<String> of, Set<String> from) {
        var difference = new TreeSet<>(of);
        difference.removeAll(from);
        return difference;
    }

    private static Set<String> fields(SchemaVersion schema) {
        var names = new TreeSet<String>();
        schema.schema().path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> required(SchemaVersion schema) {
        var names = new HashSet<String>();
        schema.schema().path("required").forEach(name -> names.add(name.asText()));
        return names;
    }
}
