package dev.tandem.deployment;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.annotations.SerializedName;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks objects as strictly as an API server with strict field validation: unknown fields, values of another type, required
 * fields that are missing. The official Java client's classes know all of that, because they are generated from the server's
 * OpenAPI document.
 */
final class KubernetesSchema {

    private static final String CLASSES = "io.kubernetes.client.openapi.models.";

    /** What this project uses; anything else is a misspelt kind until it is added. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            entry("v1/ConfigMap", "V1ConfigMap"),
            entry("v1/Namespace", "V1Namespace"),
            entry("v1/Secret", "V1Secret"),
            entry("v1/Service", "V1Service"),
            entry("v1/ServiceAccount", "V1ServiceAccount"),
            entry("apps/v1/Deployment", "V1Deployment"),
            entry("apps/v1/StatefulSet", "V1StatefulSet"),
            entry("autoscaling/v2/HorizontalPodAutoscaler", "V2HorizontalPodAutoscaler"),
            entry("batch/v1/Job", "V1Job"),
            entry("networking.k8s.io/v1/Ingress", "V1Ingress"),
            entry("networking.k8s.io/v1/NetworkPolicy", "V1NetworkPolicy"),
            entry("policy/v1/PodDisruptionBudget", "V1PodDisruptionBudget"),
            entry("rbac.authorization.k8s.io/v1/Role", "V1Role"),
            entry("rbac.authorization.k8s.io/v1/RoleBinding", "V1RoleBinding"));

    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+|[KMGTPE]i|[numkMGTPE])?");

    private final List<String> violations = new ArrayList<>();
    private final boolean partial;

    private KubernetesSchema(boolean partial) {
        this.partial = partial;
    }

    static boolean knows(Manifest manifest) {
        return KINDS.containsKey(kindOf(manifest));
    }

    /** What is wrong with a whole object. */
    static List<String> violations(Manifest manifest) {
        return new KubernetesSchema(false).check(manifest);
    }

    /** What is wrong with a patch: whatever it leaves out is somewhere else. */
    static List<String> violationsOfPatch(Manifest patch) {
        return new KubernetesSchema(true).check(patch);
    }

    private List<String> check(Manifest manifest) {
        var kind = KINDS.get(kindOf(manifest));
        if (kind == null) {
            return List.of(manifest + ": no kind " + kindOf(manifest));
        }
        try {
            model(Class.forName(CLASSES + kind), manifest.body(), manifest.toString());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
        return violations;
    }

    private static String kindOf(Manifest manifest) {
        return manifest.apiVersion() + "/" + manifest.kind();
    }

    private void model(Class<?> model, JsonNode body, String path) throws ReflectiveOperationException {
        if (!expect(body.isObject(), path, "an object")) {
            return;
        }
        var fields = new HashMap<String, Type>();
        for (var field : model.getDeclaredFields()) {
            var name = field.getAnnotation(SerializedName.class);
            if (name != null) {
                fields.put(name.value(), field.getGenericType());
            }
        }
        for (var entry : body.properties()) {
            value(fields.get(entry.getKey()), entry.getValue(), path + "." + entry.getKey());
        }
        var required = (Set<?>) model.getField("openapiRequiredFields").get(null);
        for (var name : required) {
            expect(partial || body.has(name.toString()), path + "." + name, "there, because it is required");
        }
    }

    private void value(@Nullable Type type, JsonNode value, String path) throws ReflectiveOperationException {
        if (type == null) {
            violations.add(path + " is no field");
        } else if (type instanceof ParameterizedType generic) {
            var of = generic.getActualTypeArguments();
            if (generic.getRawType().equals(Map.class)) {
                expect(value.isObject(), path, "an object");
                for (var entry : value.properties()) {
                    value(of[1], entry.getValue(), path + "." + entry.getKey());
                }
            } else {
                expect(value.isArray(), path, "a list");
                for (var i = 0; i < value.size(); i++) {
                    value(of[0], value.get(i), path + "[" + i + "]");
                }
            }
        } else {
            plain((Class<?>) type, value, path);
        }
    }

    private void plain(Class<?> type, JsonNode value, String path) throws ReflectiveOperationException {
        switch (type.getSimpleName()) {
            case "String", "OffsetDateTime", "byte[]" -> expect(value.isTextual(), path, "text");
            case "Boolean" -> expect(value.isBoolean(), path, "true or false");
            case "Integer", "Long" -> expect(value.isIntegralNumber(), path, "a whole number");
            case "Double" -> expect(value.isNumber(), path, "a number");
            case "IntOrString" -> expect(value.isTextual() || value.isIntegralNumber(), path, "a number or text");
            case "Quantity" ->
                expect(QUANTITY.matcher(value.asText()).matches(), path, "a quantity such as 500m or 1Gi");
            case "Object" -> {}
            default -> model(type, value, path);
        }
    }

    private boolean expect(boolean fits, String path, String what) {
        if (!fits) {
            violations.add(path + " has to be " + what);
        }
        return fits;
    }
}
