package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.resource.DisallowSchemaLoader;
import java.util.List;

/** JSON Schema 2020-12, compiled. Fetches nothing from anywhere, whatever a schema refers to. */
final class SchemaCheck {

    private static final SchemaValidatorsConfig SETTINGS =
            SchemaValidatorsConfig.builder().pathType(PathType.JSON_PATH).build();

    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            factory -> factory.schemaLoaders(loaders -> loaders.add(DisallowSchemaLoader.getInstance())));

    private static final JsonSchema META = JsonSchemaFactory.getInstance(VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"), SETTINGS);

    private final JsonSchema schema;

    SchemaCheck(JsonNode schema) {
        this.schema = FACTORY.getSchema(schema, SETTINGS);
    }

    /** What makes it no schema. */
    static List<SchemaViolation> ofSchema(JsonNode schema) {
        return META.validate(schema).stream().map(SchemaCheck::violation).toList();
    }

    /** What does not fit it. */
    List<SchemaViolation> of(JsonNode data) {
        return schema.validate(data).stream().map(SchemaCheck::violation).toList();
    }

    private static SchemaViolation violation(ValidationMessage message) {
        var path = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        var property = message.getProperty();
        var field = property == null || property.isEmpty() ? path : path.isEmpty() ? property : path + "." + property;
        var text = message.getMessage().replaceFirst("^\\S*: ", "");
        return new SchemaViolation(field, text);
    }
}
