package dev.tandem.local.platform;

import dev.tandem.local.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The Redis server that comes as a Maven artifact, or else the one that the system has. */
final class RedisBinary {

    private static final String SYSTEMS_OWN = "redis-server";

    /** By system and processor, as the JVM calls them. */
    private static final Map<String, String> PACKAGED = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-aarch64", "redis-server-6.2.7-linux-arm64",
            "mac-x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac-aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    private RedisBinary() {}

    /** A program that has shown that it runs here: the packaged one needs the system's OpenSSL 3. */
    static synchronized String in(Path cache) {
        return packagedIn(cache)
                .filter(RedisBinary::runs)
                .or(() -> Optional.of(SYSTEMS_OWN).filter(RedisBinary::runs))
                .orElseThrow(() -> new StartFailed("There is no Redis that runs on this machine: neither the one from"
                        + " Maven (" + system() + ", with OpenSSL 3) nor a redis-server on the PATH. Install it"
                        + " (apt-get install redis-server, brew install redis), or leave redis out of --with."));
    }

    private static Optional<String> packagedIn(Path cache) {
        return Optional.ofNullable(PACKAGED.get(system()))
                .map(resource -> unpacked(resource, cache.resolve(resource)).toString());
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return (name.contains("mac") ? "mac" : name) + "-" + System.getProperty("os.arch");
    }

    /** Written beside its place and then moved, so that a broken-off start leaves no half program. */
    private static Path unpacked(String resource, Path program) {
        if (Files.isExecutable(program)) {
            return program;
        }
        try (var content = RedisBinary.class.getClassLoader().getResourceAsStream(resource)) {
            if (content == null) {
                throw new StartFailed("There is no " + resource + " among the libraries.");
            }
            Folders.createParentOf(program);
            var draft = Files.createTempFile(program.getParent(), resource, ".draft");
            Files.write(draft, content.readAllBytes());
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, program, StandardCopyOption.ATOMIC_MOVE);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack Redis into " + program, e);
        }
    }

    private static boolean runs(String program) {
        if (program.equals(SYSTEMS_OWN) && !Tools.isInstalled(program)) {
            return false;
        }
        try {
            var process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException notForThisMachine) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
