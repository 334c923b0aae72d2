package dev.tandem.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/** Folders as a whole. */
final class Folders {

    private Folders() {}

    static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + folder, e);
        }
    }

    /** Deletes the files with such names that lie directly in the folder. */
    static void deleteFiles(Path folder, String pattern) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder, pattern)) {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + pattern + " in " + folder, e);
        }
    }

    static void createParentOf(Path file) {
        create(Objects.requireNonNull(file.getParent(), () -> file + " has no folder"));
    }

    /** Deletes it with everything in it; links are removed, not followed. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /** Deletes all but the newest of the folders beside this one. */
    static void keepNewest(int count, Path newest) throws IOException {
        try (var siblings = Files.list(newest.resolveSibling("."))) {
            siblings.sorted(Comparator.comparingLong(Folders::age))
                    .skip(count)
                    .filter(folder -> !folder.getFileName().equals(newest.getFileName()))
                    .forEach(Folders::delete);
        }
    }

    /** Makes it the newest. */
    static void touch(Path folder) {
        try {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot touch " + folder, e);
        }
    }

    private static long age(Path folder) {
        return -folder.toFile().lastModified();
    }

    static void write(Path file, String text) {
        try {
            createParentOf(file);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /** Puts a finished draft in its place, unless somebody else was quicker: then theirs is as good. */
    static void moveUnlessThere(Path draft, Path place) throws IOException {
        try {
            Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(place)) {
                throw e;
            }
            delete(draft);
        }
    }
}
