package dev.tandem.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One Kubernetes object. */
record Manifest(JsonNode body) {

    static List<Manifest> all(String yaml) {
        return Project.documents(yaml).stream().map(Manifest::new).toList();
    }

    String apiVersion() {
        return body.path("apiVersion").asText();
    }

    String kind() {
        return body.path("kind").asText();
    }

    boolean isA(String kind) {
        return kind().equals(kind);
    }

    String name() {
        return body.at("/metadata/name").asText();
    }

    JsonNode spec() {
        return body.path("spec");
    }

    JsonNode at(String pointer) {
        return body.at(pointer);
    }

    boolean hasPods() {
        return spec().has("template");
    }

    JsonNode pod() {
        return body.at("/spec/template/spec");
    }

    Map<String, String> podLabels() {
        return strings(body.at("/spec/template/metadata/labels"));
    }

    Stream<JsonNode> containers() {
        return Stream.concat(each(pod().path("initContainers")), each(pod().path("containers")));
    }

    static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    static Map<String, String> strings(JsonNode object) {
        var strings = new HashMap<String, String>();
        object.properties().forEach(it -> strings.put(it.getKey(), it.getValue().asText()));
        return strings;
    }

    /** Whether a selector's {@code matchLabels}, or a Service's bare labels, choose this object's pods. */
    boolean hasPodsThatMatch(JsonNode labels) {
        return hasPods()
                && !labels.isEmpty()
                && podLabels().entrySet().containsAll(strings(labels).entrySet());
    }

    @Override
    public String toString() {
        return kind() + "/" + name();
    }
}
