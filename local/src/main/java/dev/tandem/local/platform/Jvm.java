package dev.tandem.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process of ours is started: the JVM that runs the launcher, tuned for many small processes on few cores.
 *
 * @param name whose it is
 * @param home where its files go
 * @param classPath what it runs
 * @param heap the most it may take, as in {@code 256m}
 * @param fullJit both compilers; the first alone starts quicker
 * @param cacheOptions how it uses or makes an ahead-of-time cache
 * @param more options that somebody added
 */
record Jvm(
        String name,
        Home home,
        ClassPath classPath,
        String heap,
        boolean fullJit,
        List<String> cacheOptions,
        List<String> more) {

    /** Only errors: a cache that does not fit is no more than a slower start. */
    static final List<String> QUIET = List.of("-Xlog:disable", "-Xlog:all=error:stderr");

    static Path program() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** The command; its options are in a file, or nobody could read a list of processes any more. */
    List<String> command(String mainClass, List<String> arguments) {
        var file = optionsFile();
        Folders.write(file, String.join("\n", lines()) + "\n");
        var command = new ArrayList<>(List.of(program().toString(), "@" + file, mainClass));
        command.addAll(arguments);
        return command;
    }

    /** Whether the last start had the same options; a cache that has come up since is no reason to start anew. */
    boolean isWhatRuns() {
        try {
            return withoutCache(Files.readAllLines(optionsFile())).equals(withoutCache(lines()));
        } catch (IOException neverStarted) {
            return false;
        }
    }

    private Path optionsFile() {
        return home.run().resolve(name + ".options");
    }

    private static List<String> withoutCache(List<String> lines) {
        return lines.stream().filter(line -> !AotCache.isUse(line)).toList();
    }

    private List<String> lines() {
        return options().stream().map(Jvm::quoted).toList();
    }

    private List<String> options() {
        var options = new ArrayList<>(AotCache.RELEVANT_OPTIONS);
        options.addAll(List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
        if (!fullJit) {
            options.add("-XX:TieredStopAtLevel=1");
        }
        options.addAll(cacheOptions);
        options.addAll(QUIET);
        // Netty's and Kafka's native parts, and what they do with sun.misc.Unsafe, are known and theirs to mend.
        options.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        options.add("-XX:ErrorFile=" + home.logs().resolve("hs_err_" + name + "_%p.log"));
        options.addAll(more);
        options.addAll(List.of("-cp", classPath.asOption()));
        return options;
    }

    private static String quoted(String option) {
        return '"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
