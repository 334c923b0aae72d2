package dev.tandem.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {

    private static final String JANITOR = "testcontainers/ryuk";

    @TempDir
    Path folder;

    @Test
    void anEngineWithAllImagesWillDo() throws IOException {
        try (var engine = engineWith(DockerEngine.POSTGRES, DockerEngine.KAFKA, JANITOR)) {
            assertThat(whatKeepsFrom(engine, Map.of(), false)).isEmpty();
        }
    }

    @Test
    void whereThereIsNoSocketThereIsNoEngine() {
        var engine = new DockerEngine(List.of(folder.resolve("missing")), Map.of(), false);

        assertThat(engine.whatKeepsTestsFromIt()).contains("no Docker engine is at hand");
    }

    @Test
    void anEngineThatHasEndedMayLeaveItsSocketBehind() throws IOException {
        var engine = engineWith(DockerEngine.POSTGRES, DockerEngine.KAFKA, JANITOR);
        engine.close();

        assertThat(whatKeepsFrom(engine, Map.of(), false)).get().asString().contains("no Docker engine answers at");
    }

    @Test
    void theImageThatIsMissingIsNamed() throws IOException {
        try (var engine = engineWith(DockerEngine.POSTGRES, JANITOR)) {
            assertThat(whatKeepsFrom(engine, Map.of(), false)).get().asString().contains(DockerEngine.KAFKA);
        }
    }

    @Test
    void somebodyMustCleanUpUnlessNobodyIsWanted() throws IOException {
        var nobody = Map.of("TESTCONTAINERS_RYUK_DISABLED", "true");
        try (var engine = engineWith(DockerEngine.POSTGRES, DockerEngine.KAFKA)) {
            assertThat(whatKeepsFrom(engine, Map.of(), false)).get().asString().contains(JANITOR);
            assertThat(whatKeepsFrom(engine, nobody, false)).isEmpty();
        }
    }

    @Test
    void insideAContainerSomebodyMustSayWherePortsAre() throws IOException {
        var here = Map.of("TESTCONTAINERS_HOST_OVERRIDE", "localhost");
        try (var engine = engineWith(DockerEngine.POSTGRES, DockerEngine.KAFKA, JANITOR)) {
            assertThat(whatKeepsFrom(engine, Map.of(), true)).get().asString().contains("TESTCONTAINERS_HOST_OVERRIDE");
            assertThat(whatKeepsFrom(engine, here, true)).isEmpty();
        }
    }

    private FakeEngine engineWith(String... images) throws IOException {
        return new FakeEngine(folder.resolve("engine"), Set.of(images));
    }

    private static Optional<String> whatKeepsFrom(FakeEngine engine, Map<String, String> environment, boolean inside) {
        return new DockerEngine(List.of(engine.socket()), environment, inside).whatKeepsTestsFromIt();
    }
}
