package dev.tandem.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.eventsourcing.Upcasters;
import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Old events can be read for ever: a sample of every version of every type that has changed, replayed. */
class EvolutionTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Upcasters UPCASTERS = new Evolution().upcasters();
    private static final Stream<String> CHANGED_TYPES = Stream.of("CustomerRegistered", "PaymentCompleted");

    @ParameterizedTest(name = "{0} version {1}")
    @MethodSource
    void everyVersionIsReadAsTheNewest(String type, int version) throws IOException {
        assertThat(UPCASTERS.upcast(type, version, sample(type, version)))
                .isEqualTo(sample(type, UPCASTERS.newest(type)));
    }

    static Stream<Arguments> everyVersionIsReadAsTheNewest() {
        return CHANGED_TYPES.flatMap(type ->
                IntStream.rangeClosed(1, UPCASTERS.newest(type)).mapToObj(version -> Arguments.of(type, version)));
    }

    @Test
    void anUpcasterIsPure() throws IOException {
        var stored = sample("PaymentCompleted", 1);

        var first = UPCASTERS.upcast("PaymentCompleted", 1, stored);

        assertThat(UPCASTERS.upcast("PaymentCompleted", 1, stored)).isEqualTo(first);
        assertThat(stored).isEqualTo(sample("PaymentCompleted", 1));
    }

    private static JsonNode sample(String type, int version) throws IOException {
        var name = "/dev/tandem/eventstore/samples/%s.%d.json".formatted(type, version);
        try (var sample = EvolutionTest.class.getResourceAsStream(name)) {
            assertThat(sample).as("a sample of %s version %d", type, version).isNotNull();
            return JSON.readTree(sample);
        }
    }
}
