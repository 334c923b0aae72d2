package dev.tandem.deployment;

import java.util.List;

/** A figure of a Grafana dashboard in {@code observability/grafana/dashboards}: the title it has and what it asks. */
record Panel(String title, PromQl expression) {

    static List<Panel> all() {
        return Manifest.each(Project.yaml(Project.file("observability/grafana/dashboards/platform.json"))
                        .path("panels"))
                .flatMap(panel -> Manifest.each(panel.path("targets"))
                        .map(target -> new Panel(
                                panel.path("title").asText(),
                                new PromQl(target.path("expr").asText()))))
                .toList();
    }

    @Override
    public String toString() {
        return title + ": " + expression.text();
    }
}
