package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What probes, autoscalers, scrapes, alert rules and dashboards count on, in all services as they run. */
class RunningServicesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    static final Iterable<AlertRule> RULES = AlertRule.all();
    static final Iterable<Panel> PANELS = Panel.all();

    private static RunningServices services;
    private static Scrape scrape;

    @BeforeAll
    static void start() {
        services = new RunningServices();
        services.trade();
        scrape = services.scrape();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyProbeAndScrapeFindsItsPath(Application application) {
        var service = Overlay.PRODUCTION.service(application);
        var container = service.pod().at("/containers/0");

        assertThat(Stream.of("startupProbe", "livenessProbe", "readinessProbe"))
                .map(it -> container.path(it).at("/httpGet/path").asText())
                .allMatch(path -> services.get(application, path).statusCode() == 200);
        var metrics = service.at("/spec/template/metadata/annotations/prometheus.io~1path")
                .asText();
        assertThat(services.get(application, metrics).body()).contains("jvm_memory_used_bytes");
        assertThat(Project.text(Project.file("k8s/components/prometheus/scrape.yaml")))
                .contains("annotation_prometheus_io_path");
    }

    /** A restart mends no database: it would only take away those who wait for it. */
    @Test
    void withoutItsDatabaseAServiceIsAliveAndNotReady() {
        services.postgres().stop();
        try {
            for (var application : Application.values()) {
                await().atMost(PATIENCE)
                        .until(() -> services.get(application, "/actuator/health/readiness")
                                        .statusCode()
                                == 503);
                assertThat(services.get(application, "/actuator/health/liveness")
                                .statusCode())
                        .isEqualTo(200);
            }
        } finally {
            services.postgres().restart();
        }
        for (var application : Application.values()) {
            await().atMost(PATIENCE)
                    .until(() -> services.get(application, "/actuator/health/readiness")
                                    .statusCode()
                            == 200);
        }
    }

    @Test
    void everyGroupThatAnAutoscalerAsksAboutTakesItsTopicIn() {
        var groups = new HashSet<String>();
        for (var application : Application.values()) {
            if (application.hasBroker()) {
                for (var consumer :
                        services.json(application, "/actuator/inbox").path("consumers")) {
                    groups.add(application.id() + "." + consumer.asText());
                }
            }
        }

        assertThat(Overlay.PRODUCTION
                        .all("ScaledObject")
                        .flatMap(it -> Manifest.each(it.at("/spec/triggers")))
                        .filter(it -> it.path("type").asText().equals("kafka"))
                        .map(it -> it.path("metadata")))
                .isNotEmpty()
                .extracting(it -> it.path("consumerGroup").asText())
                .isSubsetOf(groups);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void everythingThatAnAlertAsksForExists(AlertRule rule) {
        checkIsThere(rule.expression());
    }

    @ParameterizedTest
    @FieldSource("PANELS")
    void everythingThatADashboardShowsExists(Panel panel) {
        checkIsThere(panel.expression());
    }

    private static void checkIsThere(PromQl expression) {
        assertThat(expression.metrics())
                .isNotEmpty()
                .allMatch(scrape::has)
                .allMatch(metric -> scrape.hasLabels(metric, expression.labels()));
        assertThat(expression.selectors()).allMatch(scrape::has);
    }

    /** It finds them by the names that Compose gives, and by which the figures go. */
    @Test
    void prometheusOfComposeAsksEveryService() {
        var job = Project.yaml(Project.file("observability/prometheus.yaml")).at("/scrape_configs/0");

        assertThat(Manifest.each(job.at("/static_configs/0/targets")).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(Stream.of(Application.values())
                        .map(it -> it.id() + ":" + it.port())
                        .toList());
        assertThat(Stream.of(Application.values()))
                .allMatch(it ->
                        services.get(it, job.path("metrics_path").asText()).statusCode() == 200);
        assertThat(scrape.samples())
                .extracting(it -> it.labels().get("service"))
                .containsOnly(
                        Stream.of(Application.values()).map(Application::id).toArray(String[]::new));
    }

    /** Whoever is woken up knows where to read on. */
    @ParameterizedTest
    @FieldSource("RULES")
    void everyAlertLeadsToAChapter(AlertRule rule) {
        assertThat(rule.annotation("summary")).isNotBlank();
        assertThat(rule.annotation("description")).isNotBlank();
        assertThat(rule.body().at("/labels/severity").asText()).isIn("page", "ticket");
        var runbook = rule.annotation("runbook").split("#", -1);
        assertThat(headingsOf(runbook[0])).contains(runbook[1]);
    }

    /** As links name them. */
    private static Set<String> headingsOf(String file) {
        var headings = new HashSet<String>();
        Project.text(Project.file(file))
                .lines()
                .filter(it -> it.startsWith("#"))
                .map(it -> it.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(it -> it.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
                .forEach(headings::add);
        return headings;
    }
}
