package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.CountingService.Command.Count;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.PostgresServer;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Broker or database away while there is work: it waits, nobody's message is called broken, and all is done later. */
class OutageTest {

    private static final String TOPIC = CountingService.COMMANDS;

    private final KafkaServer broker = KafkaServer.start();
    private final PostgresServer postgres = PostgresServer.start(true);
    private final ConfigurableApplicationContext service = startService();
    private final JdbcClient jdbc = service.getBean(JdbcClient.class);
    private final Wire wire = new Wire(broker);

    @AfterEach
    void stopEverything() {
        wire.close();
        service.close();
        postgres.close();
        broker.close();
    }

    @Test
    void whileTheDatabaseIsAwayMessagesWait() {
        wire.send(wire.command(TOPIC, "before", new Count("")));
        await().until(() -> handled() == 1);

        postgres.kill();
        IntStream.range(0, 100).forEach(i -> wire.send(wire.command(TOPIC, "during-" + i % 7, new Count(""))));
        postgres.restart();

        await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> handled() == 101);
        assertThat(count("SELECT count(*) FROM dead_letter")).isZero();
        assertThat(count("SELECT sum(value) FROM counter")).isEqualTo(101);
        await().until(() -> wire.read(CountingService.REPLIES).size() >= 101);
    }

    @Test
    void whileTheBrokerIsAwayTheOutboxKeepsEverythingInOrder() {
        broker.stop();
        IntStream.rangeClosed(1, 200).forEach(this::tell);
        assertThat(count("SELECT count(*) FROM outbox")).isEqualTo(200);
        broker.restart();

        await().atMost(Duration.ofSeconds(60)).until(() -> count("SELECT count(*) FROM outbox") == 0);
        assertThat(wire.read(CountingService.TOLD, "outage").stream()
                        .map(record -> record.value().replaceAll("\\D", ""))
                        .distinct())
                .isEqualTo(IntStream.rangeClosed(1, 200)
                        .mapToObj(Integer::toString)
                        .toList());
    }

    private void tell(int number) {
        new TransactionTemplate(service.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> service.getBean(Outbox.class)
                        .send(Message.event(CountingService.TOLD, "outage", new CountingService.Counted(number))));
    }

    private long handled() {
        return count("SELECT count(*) FROM inbox");
    }

    private long count(String query) {
        return jdbc.sql(query).query(Long.class).optional().orElse(0L);
    }

    private ConfigurableApplicationContext startService() {
        broker.createTopics(
                2,
                CountingService.COMMANDS,
                CountingService.EVENTS,
                CountingService.REPLIES,
                CountingService.TOLD,
                CountingService.COMMANDS + ".dlt",
                CountingService.EVENTS + ".dlt");
        var database = postgres.freshDatabase();
        return new SpringApplicationBuilder(CountingService.class)
                .properties(
                        "spring.config.name=messaging-test",
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password(),
                        "spring.datasource.hikari.connection-timeout=2000",
                        "spring.kafka.bootstrap-servers=" + broker.bootstrapServers())
                .run();
    }
}
