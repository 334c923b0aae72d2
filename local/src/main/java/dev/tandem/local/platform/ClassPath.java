package dev.tandem.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Jars in the order in which a JVM gets them. The libraries come first and stay where Maven keeps them: an
 * ahead-of-time cache is trained on exactly that beginning, and survives every change of our own code, which follows.
 *
 * @param libraries jars of others, which never change under the same name
 * @param own jars of this project
 */
record ClassPath(List<Path> libraries, List<Path> own) {

    /** More than anybody makes while one platform runs. */
    private static final int KEPT_BUILDS = 20;

    /** What {@code dependency:build-classpath} told about a module when it was built. */
    static ClassPath ofModule(Path module, Path project) {
        var file = module.resolve("target/classpath");
        try {
            var jars = Arrays.stream(Files.readString(file).strip().split(":", -1))
                    .map(Path::of)
                    .toList();
            return of(jars, project);
        } catch (IOException e) {
            throw new StartFailed("Nothing is built yet: there is no " + file + ". ./tandem up builds it.");
        }
    }

    /** Ours are those that a build has put in the project's own folders. */
    static ClassPath of(List<Path> jars, Path project) {
        Predicate<Path> isOwn = jar -> jar.startsWith(project) && jar.toString().contains("/target/");
        return new ClassPath(
                jars.stream().filter(isOwn.negate()).toList(),
                jars.stream().filter(isOwn).toList());
    }

    /** The jar that Maven made of the module itself. */
    static Path jarOf(Path module) {
        try (var jars = Files.newDirectoryStream(module.resolve("target"), "*.jar")) {
            for (var jar : jars) {
                return jar;
            }
        } catch (IOException notBuilt) {
            // the same as an empty folder
        }
        throw new StartFailed("Nothing is built yet: there is no jar in " + module + "/target. ./tandem up builds it.");
    }

    ClassPath plusOwn(Path jar) {
        var all = new ArrayList<>(own);
        all.add(jar);
        return new ClassPath(libraries, List.copyOf(all));
    }

    ClassPath withoutOwn(Predicate<Path> unwanted) {
        return new ClassPath(libraries, own.stream().filter(unwanted.negate()).toList());
    }

    /** With copies of our own jars that the next build does not pull from under a running process. */
    ClassPath copiedTo(Path cache) {
        var folder = cache.resolve("jars").resolve(Fingerprint.ofContents(own));
        var copies = own.stream()
                .map(jar -> folder.resolve(jar.getFileName().toString()))
                .toList();
        if (Files.isDirectory(folder)) {
            Folders.touch(folder); // still in use
        } else {
            copy(folder);
        }
        return new ClassPath(libraries, copies);
    }

    /** With the jar, of ours but hardly ever changed, in front of the libraries. */
    ClassPath startingWith(ClassPath first) {
        var all = new ArrayList<>(first.own);
        all.addAll(libraries);
        return new ClassPath(List.copyOf(all), own);
    }

    ClassPath librariesOnly() {
        return new ClassPath(libraries, List.of());
    }

    String asOption() {
        var all = new ArrayList<>(libraries);
        all.addAll(own);
        return String.join(":", all.stream().map(Path::toString).toList());
    }

    private void copy(Path folder) {
        try {
            Folders.createParentOf(folder);
            var draft = Files.createTempDirectory(folder.getParent(), "copying");
            for (var jar : own) {
                Files.copy(jar, draft.resolve(jar.getFileName().toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Folders.moveUnlessThere(draft, folder);
            Folders.keepNewest(KEPT_BUILDS, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy our jars to " + folder, e);
        }
    }
}
