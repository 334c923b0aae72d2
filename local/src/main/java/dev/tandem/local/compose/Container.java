package dev.tandem.local.compose;

import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.PartStatus.State;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Replica;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The container of one part.
 *
 * @param part what commands call it
 * @param name what Docker calls it
 * @param state as {@code docker ps} has it: running, paused, exited, ...
 * @param status the same in words, with its health or its exit code
 */
record Container(String part, String name, String state, String status) {

    private static final String FORMAT =
            "{{.Names}}\t{{.State}}\t{{.Status}}\t{{.Label \"com.docker.compose.service\"}}\t{{.Label \"com.docker.compose.oneoff\"}}";

    private static final Pattern EXIT_CODE = Pattern.compile("Exited \\((\\d+)\\).*");

    /** It ended by itself, or by the signal with which one asks for that. */
    private static final List<String> POLITE_ENDS = List.of("0", "143");

    /** Those of a project that are parts of the platform, running or not. */
    static List<Container> of(String project, Docker docker) {
        return docker.run(
                        "ps",
                        "--all",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--format",
                        FORMAT)
                .lines()
                .map(line -> read(line, project))
                .flatMap(Optional::stream)
                .sorted((one, other) -> one.part.compareTo(other.part))
                .toList();
    }

    /** Empty if it is something else, such as the one that creates topics. */
    static Optional<Container> read(String line, String project) {
        var columns = line.split("\t", -1);
        var name = columns[0];
        var isReplica = columns[4].equals("True");
        var part = isReplica ? name.substring(Math.min(name.length(), project.length() + 1)) : columns[3];
        return isPart(part) ? Optional.of(new Container(part, name, columns[1], columns[2])) : Optional.empty();
    }

    private static boolean isPart(String name) {
        return Replica.of(name).isPresent() || servers().anyMatch(name::equals);
    }

    private static Stream<String> servers() {
        var extras = Arrays.stream(Extra.values()).flatMap(extra -> extra.parts().stream());
        return Stream.concat(Stream.of(Platform.POSTGRES, Platform.KAFKA), extras);
    }

    boolean isRunning() {
        return state.equals("running");
    }

    boolean isPaused() {
        return state.equals("paused");
    }

    boolean isHealthy() {
        return status.contains("(healthy)");
    }

    /** What a person would say. */
    State asState() {
        return switch (state) {
            case "running" -> isHealthy() ? State.READY : State.NOT_READY;
            case "restarting" -> State.NOT_READY;
            case "paused" -> State.PAUSED;
            default -> endedPolitely() ? State.STOPPED : State.DIED;
        };
    }

    private boolean endedPolitely() {
        var code = EXIT_CODE.matcher(status);
        return state.equals("created") || (code.matches() && POLITE_ENDS.contains(code.group(1)));
    }
}
