package dev.tandem.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.ClassPathResource;

/** Checks objects of kinds that operators bring, by schemas of what of them this project uses. */
final class OperatorSchemas {

    private static final ObjectNode DEFINITIONS = definitions();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private OperatorSchemas() {}

    static boolean know(Manifest manifest) {
        return DEFINITIONS.has(kindOf(manifest));
    }

    static List<String> violations(Manifest manifest) {
        return SCHEMAS.getSchema(schemaOf(manifest)).validate(manifest.body()).stream()
                .map(it -> manifest + " " + it.getMessage())
                .toList();
    }

    private static String kindOf(Manifest manifest) {
        return manifest.apiVersion() + "/" + manifest.kind();
    }

    private static JsonNode schemaOf(Manifest manifest) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object").put("additionalProperties", false);
        schema.set("$defs", DEFINITIONS);
        schema.putArray("required").add("metadata").add("spec");
        var properties = schema.putObject("properties");
        properties.putObject("apiVersion");
        properties.putObject("kind");
        properties.putObject("metadata").put("$ref", "#/$defs/metadata");
        properties.set("spec", DEFINITIONS.get(kindOf(manifest)));
        return schema;
    }

    private static ObjectNode definitions() {
        try {
            var text = new ClassPathResource("operators.yaml", OperatorSchemas.class)
                    .getContentAsString(StandardCharsets.UTF_8);
            return (ObjectNode) Project.documents(text).getFirst().path("$defs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
