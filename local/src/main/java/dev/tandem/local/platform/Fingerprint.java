package dev.tandem.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Short names for sets of files: equal sets have equal names. */
final class Fingerprint {

    private static final int BYTES = 6;

    private Fingerprint() {}

    /** By what is in them: two builds of the same sources are the same. */
    static String ofContents(List<Path> files) {
        var digest = sha256();
        try {
            for (var file : files) {
                digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shortened(digest);
    }

    /** By place, size and time, which is what a JVM compares before it trusts an ahead-of-time cache; and by more. */
    static String ofPlaces(List<Path> files, String more) {
        var digest = sha256();
        digest.update(more.getBytes(StandardCharsets.UTF_8));
        try {
            for (var file : files) {
                var line = file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file) + "\n";
                digest.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shortened(digest);
    }

    private static String shortened(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
