package dev.tandem.local.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** Passwords: made up at the first start, kept in a file that only its owner can read, never shown. */
final class Secrets {

    private static final int BYTES = 24;

    private final Path file;
    private final Properties passwords = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets in(Path file) {
        var secrets = new Secrets(file);
        try {
            if (Files.exists(file)) {
                secrets.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return secrets;
    }

    /** The password of a database role. */
    synchronized String of(String role) {
        var known = passwords.getProperty(role);
        if (known != null) {
            return known;
        }
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        var made = HexFormat.of().formatHex(bytes);
        passwords.setProperty(role, made);
        write();
        return made;
    }

    private void read() throws IOException {
        try (var reader = Files.newBufferedReader(file)) {
            passwords.load(reader);
        }
    }

    /** In one move: a password that was used but half written would lock us out of our own data. */
    private void write() {
        var text = new StringBuilder("# Passwords of this platform's databases. Deleted by: tandem reset\n");
        passwords.stringPropertyNames().stream()
                .sorted()
                .forEach(role -> text.append(role)
                        .append('=')
                        .append(passwords.getProperty(role))
                        .append('\n'));
        try {
            Folders.createParentOf(file);
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            var draft = Files.createTempFile(file.getParent(), "secrets", ".new", ownerOnly);
            Files.write(draft, text.toString().getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
