package dev.tandem.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One process that the launcher starts, and that a later run of the launcher finds again by its pid file. The file
 * keeps the process's start time as well: after a crash of the machine the number may belong to somebody else.
 */
public final class ManagedProcess {

    private static final long LARGEST_LOG = 20L << 20;
    private static final int READ_LINES = 400;
    private static final String START_MARK = "---- ";
    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+)");

    private final String name;
    private final Path pidFile;
    private final Path log;

    public ManagedProcess(String name, Path runDirectory, Path logDirectory) {
        this.name = name;
        this.pidFile = runDirectory.resolve(name + ".pid");
        this.log = logDirectory.resolve(name + ".log");
    }

    public String name() {
        return name;
    }

    public Path log() {
        return log;
    }

    public boolean isAlive() {
        return recorded().isPresent();
    }

    public Optional<Long> pid() {
        return recorded().map(ProcessIdentity::pid);
    }

    /** It was started, and nobody stopped it: it is alive, or has died. */
    public boolean isKnown() {
        return Files.exists(pidFile);
    }

    /** It was started, nobody stopped it, and it is gone all the same. */
    public boolean hasDied() {
        return isKnown() && !isAlive();
    }

    /**
     * Starts it in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
     *
     * @param environment changes the launcher's own environment to what the process shall see
     */
    public void launch(List<String> command, Consumer<Map<String, String>> environment, Path directory) {
        try {
            Files.createDirectories(pidFile.getParent());
            Files.createDirectories(log.getParent());
            startNewLogIfLarge();
            Files.writeString(
                    log,
                    START_MARK + name + " starts, " + Instant.now() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            var builder = new ProcessBuilder(detached(command))
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            environment.accept(builder.environment());
            remember(builder.start().pid());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    /** Asks politely, then insists. Does nothing to a process that is not there. */
    public void stop(Signal politely, Duration patience) {
        recorded().ifPresent(process -> {
            Signals.send(process, politely);
            Signals.sendToTree(process, Signal.CONT); // a frozen process would not hear of it
            if (!Poll.until(patience, () -> !process.isAlive())) {
                Signals.send(process, Signal.KILL);
                Poll.until(patience, () -> !process.isAlive());
            }
        });
        forget();
    }

    /**
     * Sends a signal to it and to the processes that it started, and after a deadly one waits until it is gone. Its pid
     * file stays as a witness.
     */
    public void signal(Signal signal) {
        recorded().ifPresent(process -> {
            Signals.sendToTree(process, signal);
            if (signal == Signal.KILL) {
                Poll.until(Duration.ofSeconds(10), () -> !process.isAlive());
            }
        });
    }

    public boolean isPaused() {
        return recorded().map(process -> Signals.isStopped(process.pid())).orElse(false);
    }

    /** What it said last since it was started, trouble only if there was any: why it died is somewhere in it. */
    public List<String> lastWords(int count) {
        var lines = LogTail.lastLines(log, READ_LINES);
        var start = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(START_MARK))
                .max();
        var words = lines.stream()
                .skip(start.orElse(0))
                .filter(line -> !line.isBlank() && !STACK_FRAME.matcher(line).lookingAt())
                .toList();
        var trouble = words.stream().filter(line -> !line.contains(" INFO ")).toList();
        var told = trouble.size() > 1 ? trouble : words; // the first one says that it started
        return told.subList(Math.max(0, told.size() - count), told.size());
    }

    private Optional<ProcessIdentity> recorded() {
        try {
            var words = Files.readString(pidFile).strip().split(" ", 2);
            return Optional.of(new ProcessIdentity(Long.parseLong(words[0]), words[1]))
                    .filter(ProcessIdentity::isAlive);
        } catch (IOException | RuntimeException missingOrTorn) {
            return Optional.empty();
        }
    }

    private void remember(long pid) throws IOException {
        var process = ProcessIdentity.of(pid);
        // Whoever dies at once leaves a file all the same: that is how its death is noticed.
        var born = process.map(ProcessIdentity::born).orElse("unborn");
        Files.writeString(pidFile, pid + " " + born + "\n");
    }

    private void forget() {
        try {
            Files.deleteIfExists(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startNewLogIfLarge() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(name + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Where there is no {@code setsid}, as on macOS, at least the terminal's own signals are ignored. */
    private static List<String> detached(List<String> command) {
        var prefix = Tools.isInstalled("setsid")
                ? List.of("setsid")
                : List.of("sh", "-c", "trap '' HUP INT QUIT; exec \"$@\"", "sh");
        return Stream.concat(prefix.stream(), command.stream()).toList();
    }
}
