package dev.tandem.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/** One event of each version of each type that the platform ever wrote. What is released stays as it is. */
final class Samples {

    static final ObjectMapper JSON = new ObjectMapper();

    private Samples() {}

    static JsonNode of(String type, int version) {
        var name = "/dev/tandem/eventstore/samples/%s.%d.json".formatted(type, version);
        try (var sample = Samples.class.getResourceAsStream(name)) {
            assertThat(sample).as("a sample of %s version %d", type, version).isNotNull();
            return JSON.readTree(sample);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
