package dev.tandem.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What can be applied to a cluster, rendered as it would arrive there. */
enum Overlay {
    LOCAL {
        @Override
        Path folder() {
            return Project.file("k8s/overlays/local");
        }
    },

    PRODUCTION {
        @Override
        Path folder() {
            return Project.file("k8s/overlays/production");
        }
    },

    /** Production on servers that somebody else runs. */
    EXTERNAL {
        @Override
        Path folder() {
            return written("""
                    namespace: tandem
                    resources:
                      - ../../../k8s/base
                    components:
                      - ../../../k8s/components/external-postgres
                      - ../../../k8s/components/external-kafka
                      - ../../../k8s/components/network-policies
                    """);
        }
    };

    private static final Map<Overlay, List<Manifest>> RENDERED = new EnumMap<>(Overlay.class);

    abstract Path folder();

    /** Skips the test where nothing renders kustomizations. */
    List<Manifest> manifests() {
        synchronized (RENDERED) {
            return RENDERED.computeIfAbsent(this, it -> Manifest.all(Kustomize.render(it.folder())));
        }
    }

    Stream<Manifest> all(String kind) {
        return manifests().stream().filter(it -> it.isA(kind));
    }

    /** The Deployments of the applications. */
    Stream<Manifest> services() {
        return all("Deployment")
                .filter(it -> it.at("/metadata/labels/app.kubernetes.io~1component")
                        .asText()
                        .equals("service"));
    }

    Manifest service(Application application) {
        return services()
                .filter(it -> it.name().equals(application.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " does not deploy " + application.id()));
    }

    private static Path written(String kustomization) {
        try {
            var folder = Files.createDirectories(Project.file("deployment/target/external"));
            Files.writeString(folder.resolve("kustomization.yaml"), kustomization);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
