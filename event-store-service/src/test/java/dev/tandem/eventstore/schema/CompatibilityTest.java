package dev.tandem.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String BEFORE = """
            {"required": ["total"], "properties": {
                "total": {"type": "integer"},
                "state": {"enum": ["NEW", "OLD"]},
                "buyer": {"properties": {"name": {"type": "string"}}}}}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "nothing | x | x | ",
                "a new optional field | \"state\": | \"note\": {}, \"state\": | ",
                "a description | \"type\": \"integer\" | \"type\": \"integer\", \"description\": \"cents\" | ",
                "a wider type | \"integer\" | \"number\" | ",
                "more values | \"NEW\", | \"NEW\", \"USED\", | ",
                "a field that may be missing now | [\"total\"] | [] | ",
                "a deleted field | \"total\": {\"type\": \"integer\"}, | | total",
                "a required field | [\"total\"] | [\"total\", \"state\"] | state",
                "another type | \"integer\" | \"string\" | total",
                "fewer values | [\"NEW\", \"OLD\"] | [\"NEW\"] | state",
                "a deleted field within a field | \"name\" | \"surname\" | buyer.name",
                "no more fields than these | {\"required\" | {\"additionalProperties\": false, \"required\" | data",
                "a rule that is not weighed | {\"type\": \"integer\"} | {\"type\": \"integer\", \"minimum\": 1} | total"
            })
    void whatBreaksIsNamed(String change, String what, String by, String field) throws JsonProcessingException {
        var after = BEFORE.replace(what, by == null ? "" : by);

        var breaks = Compatibility.breaks(json(BEFORE), json(after));

        if (field == null) {
            assertThat(breaks).as(change).isEmpty();
        } else {
            assertThat(breaks).as(change).extracting(SchemaViolation::field).containsExactly(field);
        }
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text);
    }
}
