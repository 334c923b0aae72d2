package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What probes, autoscalers, scrapes and alert rules count on, in all services as they run. */
class RunningServicesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> PROMETHEUS_OWN = Set.of("up");
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+[a-z0-9_]*)(\\{.*})? (\\S+)", Pattern.MULTILINE);

    static final Iterable<AlertRule> RULES = AlertRule.all();

    private static RunningServices services;
    private static String scrape;

    @BeforeAll
    static void start() {
        services = new RunningServices();
        scrape = services.metrics();
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
    void everyMetricOfAnAlertExists(AlertRule rule) {
        assertThat(rule.metrics())
                .isNotEmpty()
                .allMatch(it -> PROMETHEUS_OWN.contains(it) || !samplesOf(it).isEmpty());
        assertThat(rule.selectors()).allMatch(RunningServicesTest::matchesASample);
    }

    @ParameterizedTest
    @FieldSource("RULES")
    void everyLabelOfAnAlertExists(AlertRule rule) {
        for (var metric : rule.metrics()) {
            if (!PROMETHEUS_OWN.contains(metric)) {
                assertThat(rule.labels())
                        .allMatch(label -> samplesOf(metric).stream().anyMatch(it -> it.contains(label + "=\"")));
            }
        }
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

    /** Those that have a value: a gauge whose question fails is not a number. */
    private static Set<String> samplesOf(String metric) {
        var samples = new HashSet<String>();
        SAMPLE.matcher(scrape)
                .results()
                .filter(it -> it.group(1).equals(metric) && !it.group(3).equals("NaN"))
                .forEach(it -> samples.add(it.group()));
        return samples;
    }

    private static boolean matchesASample(String selector) {
        var metric = selector.substring(0, selector.indexOf('{'));
        var matchers = selector.substring(selector.indexOf('{') + 1, selector.length() - 1)
                .split(",", -1);
        return samplesOf(metric).stream()
                .anyMatch(sample -> Stream.of(matchers).allMatch(it -> sample.contains(it.strip())));
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
