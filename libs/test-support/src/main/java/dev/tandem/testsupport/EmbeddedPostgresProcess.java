package dev.tandem.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** Binaries from a Maven artifact, in a process of their own. */
final class EmbeddedPostgresProcess implements PostgresProcess {

    private final int port;
    private final Map<String, String> settings;
    private final Path data = dataDirectory();
    private @Nullable EmbeddedPostgres postgres;

    EmbeddedPostgresProcess(int port, Map<String, String> settings) {
        this.port = port;
        this.settings = settings;
    }

    @Override
    public void launch() {
        try {
            var builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOutputRedirector(Redirect.DISCARD)
                    .setErrorRedirector(Redirect.DISCARD)
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1");
            settings.forEach(builder::setServerConfig);
            postgres = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void kill() {
        try {
            var pidFile = data.resolve("postmaster.pid");
            var pid = Files.readAllLines(pidFile).getFirst();
            // "Immediate shutdown". SIGKILL would leave shared memory behind, which the next start waits for.
            new ProcessBuilder("sh", "-c", "kill -QUIT " + pid).start();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.notExists(pidFile));
            // The launcher's own lock, which it would only give back after an orderly stop.
            Files.delete(data.resolve("epg-lock"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void delete() {
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean endsWithJvm() {
        return false;
    }

    private static Path dataDirectory() {
        try {
            return Files.createTempDirectory("tandem-postgres-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
