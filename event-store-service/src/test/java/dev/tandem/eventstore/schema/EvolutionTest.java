package dev.tandem.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.eventsourcing.Upcasters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old events can be read for ever: a sample of every version of every type, held against its schema and replayed. */
class EvolutionTest {

    private static final Upcasters UPCASTERS = new Evolution().upcasters();

    @ParameterizedTest(name = "{0}")
    @MethodSource("own")
    void everyVersionHasASampleThatFitsItsSchema(SchemaVersion schema) {
        assertThat(SchemaCheck.ofSchema(schema.schema())).isEmpty();
        assertThat(new SchemaCheck(schema.schema()).of(Samples.of(schema.type(), schema.version())))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("own")
    void everyVersionIsReadAsTheNewest(SchemaVersion schema) {
        var type = schema.type();

        assertThat(UPCASTERS.upcast(type, schema.version(), Samples.of(type, schema.version())))
                .isEqualTo(Samples.of(type, UPCASTERS.newest(type)));
    }

    static List<SchemaVersion> own() {
        return PlatformSchemas.own();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("own")
    void upcastersEndWhereSchemasEnd(SchemaVersion schema) {
        assertThat(own())
                .filteredOn(other -> other.type().equals(schema.type()))
                .hasSize(UPCASTERS.newest(schema.type()));
    }

    /** What would let a change in that breaks old events, and has no upcaster, is not released. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("own")
    void noVersionBreaksTheOneBeforeUnlessAnUpcasterLiftsIt(SchemaVersion schema) {
        own().stream()
                .filter(before -> before.type().equals(schema.type()) && before.version() == schema.version() - 1)
                .filter(before -> UPCASTERS.newest(schema.type()) < schema.version())
                .forEach(before -> assertThat(Compatibility.breaks(before.schema(), schema.schema()))
                        .isEmpty());
    }

    @Test
    void anUpcasterIsPure() {
        var stored = Samples.of("PaymentCompleted", 1);

        var first = UPCASTERS.upcast("PaymentCompleted", 1, stored);

        assertThat(UPCASTERS.upcast("PaymentCompleted", 1, stored)).isEqualTo(first);
        assertThat(stored).isEqualTo(Samples.of("PaymentCompleted", 1));
    }

    /** After a change: write down what this test expects. */
    @Test
    void theChangelogInTheDocumentationIsWhatTheRegistryTells() throws IOException {
        assertThat(Path.of("../docs/event-schemas.md")).hasContent(Changelog.of(own()));
        assertThat(Files.readString(Path.of("../docs/event-sourcing.md"))).contains("(event-schemas.md)");
    }
}
