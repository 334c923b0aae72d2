package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Topics;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.convert.DurationStyle;

/** What manifests say of the applications is so. */
class ApplicationsTest {

    @ParameterizedTest
    @EnumSource
    void everyApplicationIsDeployedOnceWhereItListens(Overlay overlay) {
        assertThat(overlay.services())
                .extracting(Manifest::name)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Application.values()).map(Application::id).toList());
        for (var application : Application.values()) {
            var service = overlay.service(application);
            assertThat(container(service).at("/ports/0/containerPort").asInt()).isEqualTo(application.port());
            assertThat(service.at("/spec/template/metadata/annotations/prometheus.io~1port")
                            .asInt())
                    .isEqualTo(application.port());
            assertThat(container(service).path("image").asText()).containsPattern("/" + application.id() + "(:|$)");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyApplicationHasItsOwnDatabase(Overlay overlay) {
        for (var application : Application.values()) {
            var service = overlay.service(application);
            var key = application.database();
            assertThat(variable(service, "SPRING_DATASOURCE_URL")
                            .at("/valueFrom/configMapKeyRef/key")
                            .asText())
                    .isEqualTo(key);
            assertThat(variable(service, "SPRING_DATASOURCE_PASSWORD")
                            .at("/valueFrom/secretKeyRef/name")
                            .asText())
                    .startsWith("database-" + key);
            assertThat(map(overlay, "databases").path(key).asText())
                    .startsWith("jdbc:postgresql://")
                    .containsPattern("/" + key + "(\\?|$)");
            assertThat(container(service).path("envFrom").isEmpty()).isNotEqualTo(application.hasBroker());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyVariableIsAPropertyOfTheApplication(Overlay overlay) {
        for (var application : Application.values()) {
            var known = KnownVariables.of(application);
            var service = container(overlay.service(application));
            assertThat(Manifest.each(service.path("env"))
                            .map(it -> it.path("name").asText()))
                    .isNotEmpty()
                    .allMatch(known::contain);
            if (application.hasBroker()) {
                assertThat(Manifest.strings(map(overlay, "broker")).keySet())
                        .isNotEmpty()
                        .allMatch(known::contain);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyAddressOfAnotherServiceIsRight(Overlay overlay) {
        assertThat(overlay.services()
                        .flatMap(Manifest::containers)
                        .flatMap(it -> Manifest.each(it.path("env")))
                        .map(it -> it.path("value").asText())
                        .filter(it -> it.startsWith("http://"))
                        .map(URI::create))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(Application.of(it.getHost()))
                        .hasValueSatisfying(callee -> assertThat(callee.port()).isEqualTo(it.getPort())));
    }

    @ParameterizedTest
    @EnumSource
    void faultsAreOffAndReplicasHaveNamesOfTheirOwn(Overlay overlay) {
        assertThat(overlay.services()).allSatisfy(it -> {
            assertThat(Manifest.each(container(it).path("env"))
                            .map(variable -> variable.path("name").asText()))
                    .noneMatch(name -> name.startsWith("TANDEM_FAULTS"));
            assertThat(variable(it, "TANDEM_INSTANCE")
                            .at("/valueFrom/fieldRef/fieldPath")
                            .asText())
                    .isEqualTo("metadata.name");
        });
    }

    /** The pause before the end, then listeners and web server, each with the time that it is given. */
    @ParameterizedTest
    @EnumSource
    void whatHasBegunIsFinishedBeforeTheEnd(Overlay overlay) {
        for (var application : Application.values()) {
            var service = overlay.service(application);
            var phase = variableIfThere(service, "SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE")
                    .map(it -> it.path("value").asText())
                    .orElse(application.property("spring.lifecycle.timeout-per-shutdown-phase"));
            var seconds = DurationStyle.detectAndParse(phase).toSeconds();
            var pause =
                    container(service).at("/lifecycle/preStop/sleep/seconds").asLong();

            assertThat(service.pod().path("terminationGracePeriodSeconds").asLong())
                    .as(application.id())
                    .isGreaterThan(pause + 2 * seconds);
        }
    }

    @Test
    void everyTopicIsMade() {
        assertThat(Overlay.PRODUCTION.all("KafkaTopic"))
                .extracting(Manifest::name)
                .containsExactlyInAnyOrderElementsOf(Topics.all());
        assertThat(Overlay.LOCAL.all("Job").flatMap(Manifest::containers).flatMap(it -> Manifest.each(it.path("args"))))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(Topics.all());
    }

    @Test
    void noReplicaGoesWithoutPartitionsOrConnections() {
        var partitions = Overlay.PRODUCTION
                .all("KafkaTopic")
                .mapToInt(it -> it.at("/spec/partitions").asInt())
                .min()
                .orElseThrow();
        var connections = 0;
        for (var application : Application.values()) {
            var most = mostReplicas(application);
            assertThat(most).isBetween(3, partitions);
            // The pool, and one that listens for notifications.
            connections += most * (poolSize(application) + 1);
        }
        assertThat(Overlay.PRODUCTION
                        .all("Cluster")
                        .findFirst()
                        .orElseThrow()
                        .at("/spec/postgresql/parameters/max_connections")
                        .asInt())
                .isGreaterThan(connections);
    }

    private static int mostReplicas(Application application) {
        return Stream.of("ScaledObject", "HorizontalPodAutoscaler")
                .flatMap(Overlay.PRODUCTION::all)
                .filter(it -> it.at("/spec/scaleTargetRef/name").asText().equals(application.id()))
                .mapToInt(it -> it.spec().path("maxReplicaCount").asInt()
                        + it.spec().path("maxReplicas").asInt())
                .sum();
    }

    private static int poolSize(Application application) {
        var hikarisOwn = "10";
        return Integer.parseInt(
                application.properties().getOrDefault("spring.datasource.hikari.maximum-pool-size", hikarisOwn));
    }

    private static JsonNode container(Manifest service) {
        return service.pod().at("/containers/0");
    }

    private static JsonNode variable(Manifest service, String name) {
        return variableIfThere(service, name).orElseThrow(() -> new AssertionError(service + " has no " + name));
    }

    private static Optional<JsonNode> variableIfThere(Manifest service, String name) {
        return Manifest.each(container(service).path("env"))
                .filter(it -> it.path("name").asText().equals(name))
                .findFirst();
    }

    private static JsonNode map(Overlay overlay, String name) {
        return overlay.all("ConfigMap")
                .filter(it -> it.name().matches(name + "-[a-z0-9]{10}"))
                .findFirst()
                .orElseThrow()
                .at("/data");
    }
}
