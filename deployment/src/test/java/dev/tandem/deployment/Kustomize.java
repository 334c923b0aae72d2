package dev.tandem.deployment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Renders kustomizations with the tool that also applies them, where it is at hand. */
final class Kustomize {

    private Kustomize() {}

    static String render(Path folder) {
        var tool = command("kubectl", "kustomize").or(() -> command("kustomize", "build"));
        Assumptions.assumeTrue(
                tool.isPresent(),
                "neither kubectl nor kustomize is on the PATH, and nothing else renders kustomizations");
        var command = new ArrayList<>(tool.get());
        command.add(folder.toString());
        try {
            var errors = Files.createTempFile("kustomize", ".err");
            var process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            var rendered = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " says: " + Files.readString(errors));
            }
            return rendered;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Optional<List<String>> command(String program, String verb) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(it -> Path.of(it, program))
                .filter(Files::isExecutable)
                .findFirst()
                .map(it -> List.of(it.toString(), verb));
    }
}
