package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What one object says of another is so. */
class ReferencesTest {

    /** As in {@code | `database-orders` | `username`, `password` | ...}: Secrets that somebody else puts there. */
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| (`[^|]+`) \\|", Pattern.MULTILINE);

    @ParameterizedTest
    @EnumSource
    void everyServiceFindsPodsThatListenWhereItSendsTo(Overlay overlay) {
        assertThat(overlay.all("Service")).allSatisfy(service -> {
            var chosen = overlay.manifests().stream()
                    .filter(it -> it.hasPodsThatMatch(service.at("/spec/selector")))
                    .toList();
            assertThat(chosen).as("pods of " + service).hasSize(1);
            for (var port : service.at("/spec/ports")) {
                assertThat(portsOf(chosen.getFirst()))
                        .as("ports of " + service)
                        .containsEntry(
                                port.path("targetPort").asText(),
                                port.path("port").asInt());
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyOfAMapOrASecretIsThere(Overlay overlay) {
        var there = new HashMap<String, Set<String>>();
        overlay.all("ConfigMap").forEach(it -> there.put("map " + it.name(), keysOf(it.at("/data"))));
        overlay.all("Secret").forEach(it -> there.put("secret " + it.name(), keysOf(it.at("/data"))));
        if (overlay != Overlay.LOCAL) {
            there.putAll(secretsFromElsewhere());
        }

        var asked = new ArrayList<String>();
        overlay.manifests().forEach(it -> collectReferences(it.body(), asked));
        assertThat(asked).isNotEmpty().allSatisfy(it -> {
            var keyAt = it.lastIndexOf(' ');
            assertThat(there).as(it).containsKey(it.substring(0, keyAt));
            var key = it.substring(keyAt + 1);
            assertThat(key.equals("*")
                            || there.getOrDefault(it.substring(0, keyAt), Set.of())
                                    .contains(key))
                    .as(it)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void everySelectorHitsPods(Overlay overlay) {
        var selectors = new ArrayList<JsonNode>();
        overlay.all("PodDisruptionBudget").forEach(it -> selectors.add(it.at("/spec/selector/matchLabels")));
        overlay.all("NetworkPolicy")
                .map(it -> it.at("/spec/podSelector/matchLabels"))
                .forEach(selectors::add);
        overlay.all("Deployment")
                .flatMap(it -> Manifest.each(it.pod().path("topologySpreadConstraints")))
                .forEach(it -> selectors.add(it.at("/labelSelector/matchLabels")));

        assertThat(selectors)
                .filteredOn(it -> !it.has("cnpg.io/cluster")) // the operator's own pods
                .allSatisfy(labels -> assertThat(overlay.manifests()).anyMatch(it -> it.hasPodsThatMatch(labels)));
    }

    @ParameterizedTest
    @EnumSource
    void inProductionEveryServiceHasAnAutoscalerAndABudget(Overlay overlay) {
        var scaled = overlay.manifests().stream()
                .filter(it -> it.isA("ScaledObject") || it.isA("HorizontalPodAutoscaler"))
                .map(it -> it.at("/spec/scaleTargetRef/name").asText())
                .toList();
        var budgeted = overlay.all("PodDisruptionBudget").map(Manifest::name).toList();
        var all = overlay == Overlay.PRODUCTION
                ? overlay.services().map(Manifest::name).toList()
                : List.<String>of();

        assertThat(scaled).containsExactlyInAnyOrderElementsOf(all);
        assertThat(budgeted).containsExactlyInAnyOrderElementsOf(all);
    }

    @ParameterizedTest
    @EnumSource
    void everyMountHasItsVolumeAndEveryAccountItsObject(Overlay overlay) {
        assertThat(overlay.manifests().stream().filter(Manifest::hasPods)).allSatisfy(it -> {
            var volumes = new HashSet<String>();
            it.pod()
                    .path("volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            it.at("/spec/volumeClaimTemplates")
                    .forEach(claim -> volumes.add(claim.at("/metadata/name").asText()));
            assertThat(it.containers().flatMap(container -> Manifest.each(container.path("volumeMounts"))))
                    .extracting(mount -> mount.path("name").asText())
                    .isSubsetOf(volumes);
            if (it.pod().has("serviceAccountName")) {
                assertThat(overlay.all("ServiceAccount"))
                        .extracting(Manifest::name)
                        .contains(it.pod().path("serviceAccountName").asText());
            }
        });
    }

    private static Map<String, Integer> portsOf(Manifest manifest) {
        var ports = new HashMap<String, Integer>();
        manifest.containers()
                .flatMap(it -> Manifest.each(it.path("ports")))
                .forEach(it -> ports.put(
                        it.path("name").asText(), it.path("containerPort").asInt()));
        return ports;
    }

    private static Set<String> keysOf(JsonNode data) {
        return Manifest.strings(data).keySet();
    }

    /** {@code map NAME KEY} or {@code secret NAME KEY}, with a star for all keys, wherever an object names one. */
    private static void collectReferences(JsonNode node, List<String> found) {
        collect(node, "configMapKeyRef", "map", found);
        collect(node, "secretKeyRef", "secret", found);
        for (var field : List.of("configMapRef", "configMap")) {
            node.findValues(field).forEach(it -> collectItems("map", it, found));
        }
        node.findValues("configMapTargetRef").forEach(it -> it.forEach(one -> found.add(named("map", one))));
        node.findValues("secretTargetRef").forEach(it -> it.forEach(one -> found.add(named("secret", one))));
        node.findValues("secret").stream()
                .filter(it -> it.has("name"))
                .forEach(it -> collectItems("secret", it, found));
        node.findValues("passwordSecret").forEach(it -> {
            found.add("secret " + it.path("name").asText() + " username");
            found.add("secret " + it.path("name").asText() + " password");
        });
        collect(node, "accessKeyId", "secret", found);
        collect(node, "secretAccessKey", "secret", found);
    }

    private static void collect(JsonNode node, String field, String kind, List<String> found) {
        node.findValues(field).forEach(it -> found.add(named(kind, it)));
    }

    private static String named(String kind, JsonNode reference) {
        return kind + " " + reference.path("name").asText() + " "
                + reference.path("key").asText();
    }

    private static void collectItems(String kind, JsonNode source, List<String> found) {
        var name = kind + " " + source.path("name").asText() + " ";
        if (source.has("items")) {
            source.path("items").forEach(it -> found.add(name + it.path("key").asText()));
        } else {
            found.add(name + "*");
        }
    }

    private static Map<String, Set<String>> secretsFromElsewhere() {
        var secrets = new HashMap<String, Set<String>>();
        ROW.matcher(Project.text(Project.file("k8s/README.md"))).results().forEach(row -> {
            var keys = new HashSet<String>();
            Pattern.compile("`([^`]+)`").matcher(row.group(2)).results().forEach(it -> keys.add(it.group(1)));
            secrets.put("secret " + row.group(1), keys);
        });
        return secrets;
    }
}
