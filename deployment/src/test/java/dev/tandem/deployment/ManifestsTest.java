package dev.tandem.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every manifest, as it is written and as it is rendered, says what Kubernetes understands. */
class ManifestsTest {

    @ParameterizedTest
    @EnumSource
    void everythingRenderedFitsItsSchema(Overlay overlay) {
        assertThat(overlay.manifests())
                .isNotEmpty()
                .flatExtracting(it ->
                        OperatorSchemas.know(it) ? OperatorSchemas.violations(it) : KubernetesSchema.violations(it))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void nothingRenderedIsThereTwice(Overlay overlay) {
        assertThat(overlay.manifests()).extracting(Manifest::toString).doesNotHaveDuplicates();
    }

    /** Also where nothing renders. */
    @ParameterizedTest
    @MethodSource("writtenManifests")
    void everyFileFitsItsSchema(Path file) {
        var patch = patches().contains(file);
        assertThat(Manifest.all(Project.text(file)))
                .isNotEmpty()
                .flatExtracting(it -> OperatorSchemas.know(it)
                        ? OperatorSchemas.violations(it)
                        : patch ? KubernetesSchema.violationsOfPatch(it) : KubernetesSchema.violations(it))
                .isEmpty();
    }

    @Test
    void everyFileIsUsed() {
        var used = new HashSet<Path>();
        kustomizations().forEach(it -> used.addAll(filesOf(it)));

        assertThat(used).allMatch(Files::exists);
        assertThat(Project.yamlFilesBelow("k8s"))
                .allMatch(it -> used.contains(it) || it.endsWith("kustomization.yaml"));
    }

    static Stream<Path> writtenManifests() {
        return Project.yamlFilesBelow("k8s").stream()
                .filter(it -> !it.endsWith("kustomization.yaml") && !it.endsWith("scrape.yaml"));
    }

    private static Stream<Path> kustomizations() {
        return Project.yamlFilesBelow("k8s").stream().filter(it -> it.endsWith("kustomization.yaml"));
    }

    /** Files and folders that a kustomization names. */
    private static Set<Path> filesOf(Path kustomization) {
        var yaml = Project.yaml(kustomization);
        var named = new HashSet<String>();
        Manifest.each(yaml.path("resources")).forEach(it -> named.add(it.asText()));
        Manifest.each(yaml.path("components")).forEach(it -> named.add(it.asText()));
        Manifest.each(yaml.path("configMapGenerator"))
                .flatMap(it -> Manifest.each(it.path("files")))
                .forEach(it -> named.add(it.asText()));
        named.addAll(patchesOf(kustomization));
        var files = new HashSet<Path>();
        named.forEach(it -> files.add(kustomization.resolveSibling(it).normalize()));
        return files;
    }

    private static Set<Path> patches() {
        var patches = new HashSet<Path>();
        kustomizations().forEach(it -> patchesOf(it).forEach(path -> patches.add(it.resolveSibling(path))));
        return patches;
    }

    private static Set<String> patchesOf(Path kustomization) {
        var patches = new HashSet<String>();
        Manifest.each(Project.yaml(kustomization).path("patches"))
                .filter(it -> it.has("path"))
                .forEach(it -> patches.add(it.path("path").asText()));
        return patches;
    }
}
