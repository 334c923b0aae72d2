package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Semantics 46 and 48: a process that dies after the customer is charged and before the answer. The gateway knows the
 * key of the charge, so that the repeat, which is a new attempt, charges nobody again.
 */
class CrashTest {

    private static final String SALE = "{\"amount\": 1, \"how\": \"%s\"}";

    private final String key = UUID.randomUUID().toString();
    private final TestDatabase database = PostgresServer.shared(true).freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    @TempDir
    private Path folder;

    @Test
    void aRepeatAfterACrashInTheMiddleEndsWithOneChargeAnd201() throws Exception {
        var port = freePort();
        var till = start(port);
        var http = new Http(port);
        assertThatThrownBy(() -> http.post("/card-sales", SALE.formatted("DEADLY"), "Idempotency-Key", key))
                .isInstanceOf(IOException.class);
        assertThat(till.waitFor()).isEqualTo(137);
        assertThat(count("charge")).isEqualTo(1);
        assertThat(count("sale")).isZero();

        // The same request: the clerk who types DEADLY has been replaced in the meantime.
        jdbc.sql("UPDATE idempotency_record SET fingerprint = :fingerprint")
                .param("fingerprint", fingerprintOf("DONE"))
                .update();
        till = start(port);
        try {
            var answer = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> http.post("/card-sales", SALE.formatted("DONE"), "Idempotency-Key", key),
                            it -> it.status() != 409);

            assertThat(answer.status()).isEqualTo(201);
            assertThat(count("charge")).isEqualTo(1);
            assertThat(count("sale")).isEqualTo(1);
        } finally {
            till.destroyForcibly().waitFor();
        }
    }

    @Test
    void aCrashInTheTransactionOfTheWorkLeavesTheKeyFree() throws Exception {
        var port = freePort();
        var till = start(port);
        var http = new Http(port);
        assertThatThrownBy(() -> http.post("/sales", SALE.formatted("DEADLY"), "Idempotency-Key", key))
                .isInstanceOf(IOException.class);
        assertThat(till.waitFor()).isEqualTo(137);

        assertThat(count("sale")).isZero();
        assertThat(count("idempotency_record")).isZero();
    }

    private static String fingerprintOf(String how) {
        var body = SALE.formatted(how).getBytes(StandardCharsets.UTF_8);
        return Fingerprint.of("POST", "/card-sales", Fingerprint.parse(body), body);
    }

    private long count(String table) {
        return jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single();
    }

    private Process start(int port) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Till.class.getName(),
                        "--server.port=" + port,
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.username(),
                        "--spring.datasource.password=" + database.password(),
                        "--tandem.idempotency.lease=2s")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("till.log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        return process;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
