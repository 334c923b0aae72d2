package dev.tandem.eventstore.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.contracts.inventory.InventoryEvent;
import dev.tandem.contracts.order.OrderEvent;
import dev.tandem.contracts.payment.PaymentEvent;
import dev.tandem.contracts.shipping.ShippingEvent;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What services tell is what its schema says, field by field: a contract that is changed without a schema would be
 * dead-lettered by the store in production, and fails here first.
 */
class ContractsTest {

    /** What services write; the store takes it in as that version. */
    private static final int WRITTEN = 1;

    static List<Class<?>> contracts() {
        return Stream.of(OrderEvent.class, PaymentEvent.class, InventoryEvent.class, ShippingEvent.class)
                .<Class<?>>flatMap(kind -> Arrays.stream(kind.getPermittedSubclasses()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aContractHasTheFieldsOfItsSchemaAndNoOthers(Class<?> contract) {
        compareRecord(contract.getSimpleName(), contract, schema(contract));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void theSampleIsReadAndWrittenAsItIs(Class<?> contract) throws JsonProcessingException {
        var sample = Samples.of(contract.getSimpleName(), WRITTEN);

        var event = Samples.JSON.treeToValue(sample, contract);

        assertThat(Samples.JSON.readTree(Samples.JSON.writeValueAsString(event)))
                .isEqualTo(sample);
    }

    /** Weak schema: of before the field there are events without it, and today's that say null. */
    @ParameterizedTest
    @MethodSource("contracts")
    void whatMayBeMissingMayBeMissing(Class<?> contract) throws JsonProcessingException {
        ObjectNode sample = Samples.of(contract.getSimpleName(), WRITTEN).deepCopy();
        var required = texts(schema(contract).path("required"));
        sample.properties().stream()
                .map(field -> field.getKey())
                .filter(field -> !required.contains(field))
                .toList()
                .forEach(sample::remove);

        JsonNode told = Samples.JSON.valueToTree(Samples.JSON.treeToValue(sample, contract));

        assertThat(new SchemaCheck(schema(contract)).of(sample)).isEmpty();
        assertThat(new SchemaCheck(schema(contract)).of(told)).isEmpty();
    }

    private static JsonNode schema(Class<?> contract) {
        return PlatformSchemas.own().stream()
                .filter(schema -> schema.type().equals(contract.getSimpleName()) && schema.version() == WRITTEN)
                .findFirst()
                .orElseThrow(() -> new AssertionError("%s has no schema".formatted(contract)))
                .schema();
    }

    private static void compareRecord(String path, Class<?> type, JsonNode schema) {
        var components = type.getRecordComponents();
        assertThat(schema.path("properties").properties())
                .as("fields of %s", path)
                .extracting(field -> field.getKey())
                .containsExactlyInAnyOrder(
                        Arrays.stream(components).map(it -> it.getName()).toArray(String[]::new));
        assertThat(texts(schema.path("required")))
                .as("fields that every %s has", path)
                .containsExactlyInAnyOrder(Arrays.stream(components)
                        .filter(it -> !isNullable(it.getAnnotatedType()))
                        .map(it -> it.getName())
                        .toArray(String[]::new));
        for (var component : components) {
            compare(
                    path + "." + component.getName(),
                    component.getAnnotatedType(),
                    schema.path("properties").path(component.getName()));
        }
    }

    private static void compare(String path, AnnotatedType annotated, JsonNode schema) {
        if (annotated instanceof AnnotatedParameterizedType list) {
            assertThat(schema.path("type").asText()).as(path).isEqualTo("array");
            compare(path + "[]", list.getAnnotatedActualTypeArguments()[0], schema.path("items"));
            return;
        }
        var type = (Class<?>) annotated.getType();
        var methods = type.getAnnotation(JsonSubTypes.class);
        if (type.isEnum()) {
            assertThat(texts(schema.path("enum")))
                    .as(path)
                    .containsExactlyInAnyOrderElementsOf(
                            texts(Samples.JSON.valueToTree(Objects.requireNonNull(type.getEnumConstants()))));
        } else if (methods != null) {
            assertThat(texts(schema.at("/properties/method/enum")))
                    .as(path)
                    .containsExactlyInAnyOrder(
                            Arrays.stream(methods.value()).map(it -> it.name()).toArray(String[]::new));
        } else if (type.isRecord()) {
            compareRecord(path, type, schema);
        } else {
            var simple = simple(type);
            assertThat(schema.path("type"))
                    .as(path)
                    .isEqualTo(Samples.JSON.valueToTree(isNullable(annotated) ? List.of(simple, "null") : simple));
        }
    }

    private static String simple(Class<?> type) {
        if (type == String.class || type == UUID.class) {
            return "string";
        }
        if (type == BigDecimal.class) {
            return "number";
        }
        if (type == int.class) {
            return "integer";
        }
        throw new AssertionError("how is a %s told? Teach this test.".formatted(type));
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
