package dev.tandem.local.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The program {@code docker}, called in the project's folder, with these variables besides our own. */
final class Docker {

    private final Path project;
    private final Map<String, String> environment;

    Docker(Path project, Map<String, String> environment) {
        this.project = project;
        this.environment = Map.copyOf(environment);
    }

    /**
     * What it answers.
     *
     * @throws IllegalArgumentException with its own words, if it fails or is not there
     */
    String run(List<String> arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(arguments);
        try {
            var builder = new ProcessBuilder(command)
                    .directory(project.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
            builder.environment().putAll(environment);
            var process = builder.start();
            var complaint = new FutureTask<>(
                    () -> process.errorReader(StandardCharsets.UTF_8).lines().toList());
            Thread.startVirtualThread(complaint);
            var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalArgumentException(
                        String.join(" ", command) + ": " + String.join("\n    ", complaint.get()));
            }
            return answer;
        } catch (IOException notThere) {
            throw new UncheckedIOException("docker cannot be started", notThere);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while docker was at work", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    String run(String... arguments) {
        return run(List.of(arguments));
    }
}
