package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the namespace's label asks for: the profile "restricted" of Kubernetes' pod security standards. */
class PodSecurityTest {

    /** Beside what is in the pod itself, these are the volumes that the profile allows. */
    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");

    @ParameterizedTest
    @EnumSource
    void theNamespaceTurnsOthersAway(Overlay overlay) {
        assertThat(overlay.all("Namespace"))
                .singleElement()
                .extracting(it -> it.at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                        .asText())
                .isEqualTo("restricted");
    }

    @ParameterizedTest
    @EnumSource
    void everyPodIsLetIn(Overlay overlay) {
        assertThat(overlay.manifests().stream().filter(Manifest::hasPods))
                .isNotEmpty()
                .allSatisfy(it -> {
                    var pod = it.pod();
                    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean())
                            .isTrue();
                    assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
                    assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                            .isEqualTo("RuntimeDefault");
                    assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                            .isFalse();
                    assertThat(Manifest.each(pod.path("volumes")))
                            .allSatisfy(volume -> assertThat(volume.properties())
                                    .filteredOn(entry -> !entry.getKey().equals("name"))
                                    .allMatch(entry -> VOLUMES.contains(entry.getKey())));
                    assertThat(it.containers()).isNotEmpty().allSatisfy(PodSecurityTest::isRestricted);
                });
    }

    /** Beyond the profile. */
    @ParameterizedTest
    @EnumSource
    void noServiceWritesToItsImageOrTalksToTheCluster(Overlay overlay) {
        assertThat(overlay.services()).isNotEmpty().allSatisfy(it -> {
            assertThat(it.pod().path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
            assertThat(it.containers())
                    .allMatch(container -> container
                            .at("/securityContext/readOnlyRootFilesystem")
                            .asBoolean());
        });
    }

    private static void isRestricted(JsonNode container) {
        var context = container.path("securityContext");
        assertThat(context.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(context.at("/capabilities/drop"))
                .extracting(JsonNode::asText)
                .containsExactly("ALL");
        assertThat(context.has("privileged") || context.at("/capabilities").has("add"))
                .isFalse();
        assertThat(Manifest.each(container.path("ports"))).noneMatch(port -> port.has("hostPort"));
    }
}
