package dev.tandem.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One of the rules in {@code observability/alerts.yaml}. */
record AlertRule(JsonNode body) {

    static List<AlertRule> all() {
        return Manifest.each(
                        Project.yaml(Project.file("observability/alerts.yaml")).path("groups"))
                .flatMap(it -> Manifest.each(it.path("rules")))
                .map(AlertRule::new)
                .toList();
    }

    String name() {
        return body.path("alert").asText();
    }

    PromQl expression() {
        return new PromQl(body.path("expr").asText());
    }

    String annotation(String name) {
        return body.path("annotations").path(name).asText();
    }

    @Override
    public String toString() {
        return name();
    }
}
