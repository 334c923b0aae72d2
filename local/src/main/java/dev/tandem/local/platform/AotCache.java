package dev.tandem.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a JVM learned while it loaded and linked the classes of a class path, kept for the next ones, which start in a
 * third of the time. It fits only the same JVM, the same jars in the same order with the same times, and the same
 * collector and header layout. Its name says all that, because a JVM does not notice a changed jar and would run the
 * old classes.
 *
 * @param file where it is, or will be
 */
record AotCache(Path file) {

    /** A cache depends on these, so every JVM of ours has them. */
    static final List<String> RELEVANT_OPTIONS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    private static final String USE = "-XX:AOTCache=";

    static AotCache of(String name, List<Path> jars, Path cache) {
        var jvm = Runtime.version() + " " + Jvm.program() + " " + RELEVANT_OPTIONS + "\n";
        var file = name + "-" + Fingerprint.ofPlaces(jars, jvm) + ".aot";
        return new AotCache(cache.resolve("aot").resolve(file));
    }

    boolean isTrained() {
        return Files.exists(file);
    }

    /** Options that make use of it, if it is there. */
    List<String> use() {
        return isTrained() ? List.of(USE + file) : List.of();
    }

    /** Options that write a new one when the JVM ends. */
    List<String> train() {
        return List.of("-XX:AOTCacheOutput=" + draft());
    }

    /** Makes what was trained available, in one move, and removes what older builds left. */
    void publish() {
        try {
            Files.move(draft(), file);
            var name = file.getFileName().toString();
            var kind = name.substring(0, name.lastIndexOf('-') + 1);
            try (var old = Files.newDirectoryStream(file.getParent(), kind + "*.aot")) {
                for (var cache : old) {
                    if (!cache.equals(file)) {
                        Files.deleteIfExists(cache);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no cache was trained for " + file, e);
        }
    }

    /** For those who cannot compute its name. */
    void linkAs(String name) {
        try {
            var link = file.resolveSibling(name);
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, file.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot link " + name, e);
        }
    }

    static boolean isUse(String option) {
        return option.contains(USE);
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + ".draft");
    }
}
