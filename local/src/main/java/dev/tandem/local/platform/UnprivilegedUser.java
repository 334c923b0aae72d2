package dev.tandem.local.platform;

import dev.tandem.local.process.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * PostgreSQL refuses to run as root. Root therefore starts it in a user namespace of its own, where it is nobody and
 * still owns its files; where namespaces are forbidden, as in most containers, as another user.
 */
final class UnprivilegedUser {

    private static final int NOBODY = 65_534;
    private static final List<String> IN_NAMESPACE = List.of("unshare", "--user");
    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

    private UnprivilegedUser() {}

    /** What to put before a command that works on the folder, which then belongs to whoever runs it. */
    static List<String> commandPrefix(Path folder, Path program) {
        if (!isRoot()) {
            return List.of();
        }
        if (ownerOf(folder) != NOBODY && works(IN_NAMESPACE, "true")) {
            return IN_NAMESPACE;
        }
        if (!Tools.isInstalled("setpriv")) {
            throw new StartFailed("PostgreSQL refuses to run as root, and neither unshare nor setpriv is here to help."
                    + " Run tandem as an ordinary user.");
        }
        give(folder);
        if (!works(AS_NOBODY, "test", "-w", folder.toString()) || !works(AS_NOBODY, "test", "-x", program.toString())) {
            throw new StartFailed("PostgreSQL refuses to run as root, and the user nobody, as whom it could run, may"
                    + " not enter " + folder + " or " + program.getParent()
                    + ". Run tandem as an ordinary user, or in a folder that others may read.");
        }
        return AS_NOBODY;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static boolean works(List<String> prefix, String... command) {
        try {
            var all = Stream.concat(prefix.stream(), Stream.of(command)).toList();
            var process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static int ownerOf(Path path) {
        try {
            return (int) Files.getAttribute(path, "unix:uid");
        } catch (IOException | UnsupportedOperationException unknown) {
            return 0;
        }
    }

    private static void give(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes ignored) throws IOException {
                    return visitFile(path, ignored);
                }

                @Override
                public FileVisitResult visitFile(Path path, BasicFileAttributes ignored) throws IOException {
                    Files.setAttribute(path, "unix:uid", NOBODY);
                    Files.setAttribute(path, "unix:gid", NOBODY);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give " + folder + " to the user nobody", e);
        }
    }
}
