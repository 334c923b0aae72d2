package dev.tandem.messaging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.faults.FaultPoint;
import dev.tandem.messaging.CountingService.Command.Count;
import dev.tandem.messaging.CountingService.Command.CountAndTell;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.PostgresServer;
import dev.tandem.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Semantics 38 and 42: a service that is killed with SIGKILL while it works, again and again, loses and doubles nothing. */
class CrashTest {

    private static final int MESSAGES = 6_000;
    private static final int KEYS = 60;
    private static final String[] TOPICS = {
        CountingService.COMMANDS,
        CountingService.EVENTS,
        CountingService.REPLIES,
        CountingService.TOLD,
        CountingService.COMMANDS + ".dlt",
        CountingService.EVENTS + ".dlt"
    };

    /** The topics outlive a test, so keys are its own. */
    private final String run = UUID.randomUUID().toString();

    private final KafkaServer broker = KafkaServer.shared();
    private final TestDatabase database = PostgresServer.shared(true).freshDatabase();
    private final JdbcClient jdbc = JdbcClient.create(database.dataSource());

    private final List<Process> started = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A failed test leaves one running, which would take the next one's messages. */
    @AfterEach
    void leaveNobodyBehind() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void killedAtAnyMomentEffectsAreOnceAndAnswersAreComplete() throws Exception {
        broker.createTopics(2, TOPICS);
        try (var wire = new Wire(broker)) {
            var commands = commands(wire);

            var service = startService(1);
            wire.send(commands.subList(0, MESSAGES / 2));
            for (var kills = 1; kills <= 3; kills++) {
                var goal = kills * MESSAGES / 4;
                await().atMost(Duration.ofSeconds(60)).until(() -> handled() >= goal);
                service.destroyForcibly().waitFor(); // SIGKILL
                if (kills == 1) {
                    wire.send(commands.subList(MESSAGES / 2, MESSAGES)); // work that arrives while nobody is there
                }
                service = startService(kills + 1);
            }
            checkAllIsDoneOnce(wire, commands);
            service.destroy();
            service.waitFor();
        }
    }

    private static void everyCommandHasOneAnswerHoweverOftenItWasSent(Wire wire, List<Outgoing> commands) {
        var asked = commands.stream()
                .filter(command -> "Count".equals(command.headers().get(Headers.TYPE)))
                .map(command -> command.id().toString())
                .collect(toSet());
        var answers = wire.read(CountingService.REPLIES).stream()
                .filter(reply -> asked.contains(Wire.header(reply, Headers.CAUSATION_ID)))
                .collect(groupingBy(
                        reply -> Wire.header(reply, Headers.CAUSATION_ID),
                        mapping(reply -> Wire.header(reply, Headers.ID), toSet())));
        assertThat(answers.keySet()).isEqualTo(asked);
        assertThat(answers.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }

    private void whatWasToldIsCompleteAndInOrder(Wire wire) {
        for (var i = 0; i < KEYS; i += 2) {
            var numbers = wire.read(CountingService.TOLD, run + i).stream()
                    .map(record -> Long.valueOf(record.value().replaceAll("\\D", "")))
                    .distinct() // a repeat is allowed, a first appearance out of turn is not
                    .toList();
            assertThat(numbers)
                    .isEqualTo(
                            LongStream.rangeClosed(1, MESSAGES / KEYS).boxed().toList());
        }
    }

    private List<Outgoing> commands(Wire wire) {
        var commands = new ArrayList<Outgoing>();
        for (var i = 0; i < MESSAGES; i++) {
            var key = i % KEYS;
            commands.add(wire.command(
                    CountingService.COMMANDS,
                    run + key,
                    key % 2 == 0 ? new CountAndTell("number " + i) : new Count("number " + i)));
        }
        return commands;
    }

    /** A relay that dies after the broker has the message and before it says so publishes it again: semantics 42. */
    @Test
    void crashedAtEachPointInTurnEffectsAreOnceAndAnswersAreComplete() throws Exception {
        broker.createTopics(2, TOPICS);
        try (var wire = new Wire(broker)) {
            var commands = commands(wire);
            wire.send(commands);

            var starts = 0;
            for (var point : FaultPoint.values()) {
                if (isOfMessages(point)) {
                    var service = startService(++starts, "--crash-at=%s:%d".formatted(point.id(), 20 * starts));
                    assertThat(service.waitFor(60, TimeUnit.SECONDS))
                            .as(point.id())
                            .isTrue();
                    assertThat(service.exitValue()).as(point.id()).isEqualTo(137);
                    assertThat(handled())
                            .as("somebody is left to crash at the next")
                            .isLessThan(MESSAGES);
                }
            }
            var service = startService(++starts);
            checkAllIsDoneOnce(wire, commands);
            service.destroy();
            service.waitFor();
        }
    }

    private static boolean isOfMessages(FaultPoint point) {
        return point.id().startsWith("inbox.") || point.id().startsWith("outbox.");
    }

    private void checkAllIsDoneOnce(Wire wire, List<Outgoing> commands) {
        await().atMost(Duration.ofSeconds(60)).until(() -> handled() == MESSAGES);
        await().until(() -> count("SELECT count(*) FROM outbox") == 0);

        assertThat(count("SELECT count(*) FROM counter_step")).isEqualTo(MESSAGES);
        assertThat(count("SELECT count(DISTINCT message_id) FROM counter_step")).isEqualTo(MESSAGES);
        assertThat(count("SELECT sum(value) FROM counter")).isEqualTo(MESSAGES);
        assertThat(count("SELECT count(*) FROM dead_letter")).isZero();
        everyCommandHasOneAnswerHoweverOftenItWasSent(wire, commands);
        whatWasToldIsCompleteAndInOrder(wire);
    }

    private long handled() {
        return jdbc.sql("SELECT to_regclass('inbox') IS NOT NULL")
                        .query(Boolean.class)
                        .single()
                ? count("SELECT count(*) FROM inbox")
                : 0;
    }

    private long count(String query) {
        return jdbc.sql(query).query(Long.class).single();
    }

    private Process startService(int start, String... more) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CountingService.class.getName(),
                "--spring.datasource.url=" + database.url(),
                "--spring.datasource.username=" + database.username(),
                "--spring.datasource.password=" + database.password(),
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--tandem.instance=counting-service-1",
                "--tandem.faults.enabled=true",
                "--tandem.messaging.batch-size=50"));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service-" + start + ".log").toFile())
                .start();
        started.add(process);
        return process;
    }
}
