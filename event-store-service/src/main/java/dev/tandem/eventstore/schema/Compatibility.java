package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether readers of a new schema can still read what was written by the old one (guide, 'Event Schema Evolution'):
 * fields are never deleted, new ones are optional, and none narrows. It looks at what event schemas are made of
 * (properties, required, type, enum, additionalProperties, items); what it does not know has to stay as it is.
 */
final class Compatibility {

    private static final Set<String> WEIGHED = Set.of(
            "properties",
            "required",
            "type",
            "enum",
            "additionalProperties",
            "items",
            "title",
            "description",
            "$comment",
            "default",
            "examples",
            "deprecated",
            "$id",
            "$schema");

    private final List<SchemaViolation> breaks = new ArrayList<>();

    private Compatibility() {}

    /** What a reader of the new schema would stumble over; empty if nothing. */
    static List<SchemaViolation> breaks(JsonNode before, JsonNode after) {
        var compatibility = new Compatibility();
        compatibility.compare("", before, after);
        return compatibility.breaks;
    }

    private void compare(String path, JsonNode before, JsonNode after) {
        compareProperties(path, before, after);
        compareTypes(path, before, after);
        compareEnums(path, before, after);
        if (isOpen(before) && !isOpen(after)) {
            add(path, "may have had fields that are no longer allowed");
        }
        if (before.has("items") && after.has("items")) {
            compare(path + "[]", before.path("items"), after.path("items"));
        }
        var names = new HashSet<String>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        names.stream()
                .filter(name -> !WEIGHED.contains(name) && !before.path(name).equals(after.path(name)))
                .sorted()
                .forEach(name ->
                        add(path, "has another '%s', and nobody can say whether old events fit".formatted(name)));
    }

    private void compareProperties(String path, JsonNode before, JsonNode after) {
        for (var property : before.path("properties").properties()) {
            var field = join(path, property.getKey());
            if (after.path("properties").has(property.getKey())) {
                compare(field, property.getValue(), after.path("properties").path(property.getKey()));
            } else {
                add(field, "is deleted: keep it, deprecated, beside what replaces it");
            }
        }
        var required = texts(after.path("required"));
        required.removeAll(texts(before.path("required")));
        required.stream()
                .sorted()
                .forEach(
                        name -> add(join(path, name), "is required, and old events may not have it: make it optional"));
    }

    /** A number may become... nothing but a number; an integer may become a number. */
    private void compareTypes(String path, JsonNode before, JsonNode after) {
        if (!after.has("type")) {
            return;
        }
        var allowed = types(after);
        if (allowed.contains("number")) {
            allowed.add("integer");
        }
        if (!before.has("type") || !allowed.containsAll(types(before))) {
            add(path, "was %s and is %s".formatted(before.path("type"), after.path("type")));
        }
    }

    private void compareEnums(String path, JsonNode before, JsonNode after) {
        if (after.has("enum")
                && (!before.has("enum") || !texts(after.path("enum")).containsAll(texts(before.path("enum"))))) {
            add(path, "no longer allows some of the values that it had");
        }
    }

    private static boolean isOpen(JsonNode schema) {
        return schema.path("additionalProperties").asBoolean(true);
    }

    private static Set<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray() ? texts(type) : new HashSet<>(Set.of(type.asText()));
    }

    private static Set<String> texts(JsonNode array) {
        var texts = new HashSet<String>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private void add(String path, String message) {
        breaks.add(new SchemaViolation(path.isEmpty() ? "data" : path, message));
    }
}
