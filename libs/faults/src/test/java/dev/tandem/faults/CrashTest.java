package dev.tandem.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash is one: a process of its own is gone at the point, without a last word. */
class CrashTest {

    @TempDir
    private Path folder;

    @Test
    void theProcessIsGoneAtThePointAndRunsNoShutdownHook() throws Exception {
        var lastWords = folder.resolve("last-words");
        var service = start(lastWords);
        try {
            var http = new Http(portOf(service));
            http.post("/actuator/faults/payment.after-charge", "{\"action\":\"CRASH\",\"skip\":1}");

            assertThat(http.post("/charges?orderId=1").body()).isEqualTo("charged");
            assertThatThrownBy(() -> http.post("/charges?orderId=1")).isInstanceOf(IOException.class);

            assertThat(service.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(service.exitValue()).isEqualTo(137);
            assertThat(lastWords).doesNotExist();
        } finally {
            service.destroyForcibly();
        }
    }

    private static Process start(Path lastWords) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Passage.class.getName(),
                        lastWords.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int portOf(Process service) {
        return service.inputReader(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("port="))
                .map(line -> Integer.parseInt(line.substring("port=".length())))
                .findFirst()
                .orElseThrow();
    }
}
