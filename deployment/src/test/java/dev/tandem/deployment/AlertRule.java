package dev.tandem.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** One of the rules in {@code observability/alerts.yaml}. */
record AlertRule(JsonNode body) {

    /** A name that no bracket follows is a metric; before a bracket it is a function. */
    private static final Pattern NAME = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");

    private static final Pattern LABELS_OF_AN_AGGREGATION =
            Pattern.compile("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)");
    private static final Pattern SELECTOR = Pattern.compile("\\b([a-z_][a-z0-9_]*)\\s*\\{([^}]*)}");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

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

    String expression() {
        return body.path("expr").asText();
    }

    String annotation(String name) {
        return body.path("annotations").path(name).asText();
    }

    /** The metrics that its expression looks at. */
    Set<String> metrics() {
        var bare = LABELS_OF_AN_AGGREGATION.matcher(expression()).replaceAll(" ");
        bare = bare.replaceAll("\\{[^}]*}", " ").replaceAll("\\[[^]]*]", " ");
        var metrics = new TreeSet<String>();
        NAME.matcher(bare)
                .results()
                .map(it -> it.group())
                .filter(it -> !OPERATORS.contains(it))
                .forEach(metrics::add);
        return metrics;
    }

    /** As they stand in it, such as {@code tandem_saga_live{status="stuck"}}. */
    List<String> selectors() {
        return SELECTOR.matcher(expression()).results().map(it -> it.group()).toList();
    }

    /** The labels that its results are told apart by. */
    Set<String> labels() {
        var labels = new TreeSet<String>();
        LABELS_OF_AN_AGGREGATION.matcher(expression()).results().forEach(it -> {
            var inside =
                    it.group().substring(it.group().indexOf('(') + 1, it.group().length() - 1);
            for (var label : inside.split(",", -1)) {
                labels.add(label.strip());
            }
        });
        return labels;
    }

    @Override
    public String toString() {
        return name();
    }
}
