package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.defaults.invariants.Invariant;
import dev.tandem.eventstore.schema.SchemaRegistry.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Registers the schemas of the platform's own events, before the first of them is taken in: a resource for each version
 * of each type, {@code schemas/OrderCreated.1.json}, which never changes once it is released. Every replica does so at its
 * start; the registry lets one of them in and knows the rest.
 *
 * <p>One that is refused, because somebody else registered that version otherwise, stops nothing: what is registered is
 * what counts. It is an error in the log and a broken invariant until it is settled.
 */
@Component
class PlatformSchemas implements SmartInitializingSingleton, Invariant {

    private static final Logger log = LoggerFactory.getLogger(PlatformSchemas.class);

    private static final String RESOURCES = "classpath:dev/tandem/eventstore/schemas/*.json";

    private final List<SchemaVersion> own = own();
    private final SchemaRegistry registry;
    private final Schemas registered;

    PlatformSchemas(SchemaRegistry registry, Schemas registered) {
        this.registry = registry;
        this.registered = registered;
    }

    /** In the order of types and versions. */
    static List<SchemaVersion> own() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(RESOURCES))
                    .map(PlatformSchemas::read)
                    .sorted(Comparator.comparing(SchemaVersion::type).thenComparingInt(SchemaVersion::version))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SchemaVersion read(Resource resource) {
        var name = Objects.requireNonNull(resource.getFilename()).split("\\.", 3);
        try (var content = resource.getInputStream()) {
            return new SchemaVersion(name[0], Integer.parseInt(name[1]), new ObjectMapper().readTree(content));
        } catch (IOException e) {
            throw new UncheckedIOException("the schema %s cannot be read".formatted(resource), e);
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (var schema : own) {
            switch (registry.register(schema.type(), schema.version(), schema.schema())) {
                case Registration.Registered _ ->
                    log.info("the schema of {} version {} is registered", schema.type(), schema.version());
                case Registration.Known _ -> {}
                case Registration.Taken _,
                        Registration.OutOfLine _,
                        Registration.NotASchema _,
                        Registration.Incompatible _ ->
                    log.error(
                            "the schema of {} version {} is not registered as it should be; what is registered counts",
                            schema.type(),
                            schema.version());
            }
        }
    }

    @Override
    public String name() {
        return "platform-schemas-are-registered";
    }

    @Override
    public List<String> check() {
        return own.stream()
                .filter(schema -> registered
                        .find(schema.type(), schema.version())
                        .filter(found -> found.schema().equals(schema.schema()))
                        .isEmpty())
                .map(schema ->
                        "%s version %d is not registered as it should be".formatted(schema.type(), schema.version()))
                .toList();
    }
}
