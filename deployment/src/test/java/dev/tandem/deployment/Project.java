package dev.tandem.deployment;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The project's files. */
final class Project {

    /** A key that is there twice is a slip that other readers pass over in silence. */
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private static final Path ROOT = root();

    private Project() {}

    static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** As in {@code k8s/base/order-service.yaml}. */
    static String nameOf(Path file) {
        return ROOT.relativize(file).toString();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only document of a file. */
    static JsonNode yaml(Path file) {
        return documents(text(file)).getFirst();
    }

    /** All documents of a stream, without the empty ones. */
    static List<JsonNode> documents(String yaml) {
        try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            return values.readAll().stream()
                    .filter(it -> !it.isNull() && !it.isMissingNode())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All YAML files below a folder. */
    static List<Path> yamlFilesBelow(String folder) {
        try (var files = Files.walk(file(folder))) {
            return files.filter(it -> it.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tests run in their module's folder, or in the project's. */
    private static Path root() {
        var here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("k8s")) ? here : here.resolveSibling("");
    }
}
