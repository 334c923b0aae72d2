package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaException;
import dev.tandem.eventsourcing.Upcasters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Knows what events look like, lets that change only so that old ones can still be read, and checks new ones. */
@Component
public class SchemaRegistry {

    private final Schemas schemas;
    private final Upcasters upcasters;
    private final boolean requireSchema;

    /** A registered version never changes, so what was once compiled stays right. */
    private final ConcurrentMap<Key, SchemaCheck> compiled = new ConcurrentHashMap<>();

    /** @param requireSchema whether events of types without a schema are refused */
    @ConfigurationProperties("tandem.events")
    record Rules(@DefaultValue("false") boolean requireSchema) {}

    private record Key(String type, int version) {}

    /** What became of a wish to register. */
    sealed interface Registration {
        record Registered() implements Registration {}

        /** The same is there already. */
        record Known() implements Registration {}

        /** The version is there, and looks otherwise. */
        record Taken() implements Registration {}

        /** Versions come one after the other. */
        record OutOfLine(int next) implements Registration {}

        record NotASchema(List<SchemaViolation> violations) implements Registration {}

        record Incompatible(List<SchemaViolation> breaks) implements Registration {}
    }

    SchemaRegistry(Schemas schemas, Upcasters upcasters, Rules rules) {
        this.schemas = schemas;
        this.upcasters = upcasters;
        this.requireSchema = rules.requireSchema();
    }

    /**
     * What is wrong with an event's data; empty if nothing, also if nothing is known of its type and nothing has to be.
     * Fields are named within the data.
     */
    public List<SchemaViolation> check(String type, int version, JsonNode data) {
        return find(type, version)
                .map(schema -> schema.of(data))
                .orElseGet(() -> requireSchema
                        ? List.of(
                                new SchemaViolation("", "of type %s version %d has no schema".formatted(type, version)))
                        : List.of());
    }

    private Optional<SchemaCheck> find(String type, int version) {
        var key = new Key(type, version);
        var known = compiled.get(key);
        if (known != null) {
            return Optional.of(known);
        }
        return schemas.find(type, version)
                .map(schema -> compiled.computeIfAbsent(key, it -> new SchemaCheck(schema.schema())));
    }

    /**
     * A change that breaks is let in only if an upcaster lifts the version before it: then old events are read in the
     * new form, and nobody stumbles.
     */
    @Transactional
    Registration register(String type, int version, JsonNode schema) {
        var violations = SchemaCheck.ofSchema(schema);
        if (!violations.isEmpty()) {
            return new Registration.NotASchema(violations);
        }
        try {
            new SchemaCheck(schema).of(schema); // resolves what it refers to
        } catch (JsonSchemaException e) {
            return new Registration.NotASchema(List.of(new SchemaViolation("$ref", String.valueOf(e.getMessage()))));
        }
        schemas.lock(type);
        var versions = schemas.ofType(type);
        if (version <= versions.size()) {
            return versions.get(version - 1).schema().equals(schema)
                    ? new Registration.Known()
                    : new Registration.Taken();
        }
        if (version > versions.size() + 1) {
            return new Registration.OutOfLine(versions.size() + 1);
        }
        if (version > 1 && upcasters.newest(type) < version) {
            var breaks = Compatibility.breaks(versions.getLast().schema(), schema);
            if (!breaks.isEmpty()) {
                return new Registration.Incompatible(breaks);
            }
        }
        schemas.insert(type, version, schema);
        return new Registration.Registered();
    }
}
