package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.faults.Fault;
import dev.tandem.faults.FaultLab;
import dev.tandem.faults.FaultPoint;
import dev.tandem.messaging.CountingService.Command.Count;
import dev.tandem.messaging.CountingService.Command.CountAndTell;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** What a service does whose links are cut, and whose messages get lost. */
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = {"spring.config.name=messaging-test", "tandem.faults.enabled=true"})
@DirtiesContext
@RealPostgres
@RealKafka(topics = {CountingService.COMMANDS, CountingService.EVENTS, CountingService.REPLIES, CountingService.TOLD})
class FaultsTest {

    private static final int PARTITIONS = 2;

    private static Wire near;
    private static Wire far;

    private final String key = keyIn(0);
    private final String elsewhere = keyIn(1);

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FaultLab faults;

    @BeforeAll
    static void connect() {
        near = new Wire(KafkaServer.shared(), "near-service");
        far = new Wire(KafkaServer.shared(), "far-service");
    }

    @AfterAll
    static void disconnect() {
        near.close();
        far.close();
    }

    @AfterEach
    void clear() {
        faults.clear();
    }

    @Test
    void messagesOfAServiceToWhichTheLinkIsCutWaitAndComeInOrderOnceItIsWhole() {
        faults.cut("far-service");
        var before = count(near, key);
        var held = count(far, key);
        var behind = count(near, key);
        var other = count(near, elsewhere);

        near.send(before);
        far.send(held);
        near.send(behind, other);
        await().until(() -> handled(key).size() == 1 && handled(elsewhere).size() == 1);
        var later = count(near, elsewhere);
        near.send(later);
        await().until(() -> handled(elsewhere).size() == 2);

        assertThat(handled(key)).as("nothing overtakes on its partition").containsExactly(before.id());

        faults.heal("far-service");
        await().until(() -> handled(key).size() == 3);
        assertThat(handled(key)).containsExactly(before.id(), held.id(), behind.id());
        assertThat(handled(elsewhere)).containsExactly(other.id(), later.id());
    }

    @Test
    void anAnswerThatIsDroppedIsLostButItsCauseIsNot() {
        faults.arm(Fault.drop(FaultPoint.INBOX_BEFORE_PUBLISH).onlyFor(key));

        near.send(count(near, key));
        near.send(count(near, key));

        await().until(() -> near.read(CountingService.REPLIES, key).size() == 1);
        assertThat(handled(key)).hasSize(2);
    }

    @Test
    void whatFailsAfterItsCommitIsNotDoneTwice() {
        faults.arm(Fault.fail(FaultPoint.INBOX_AFTER_COMMIT).onlyFor(key));
        faults.arm(Fault.fail(FaultPoint.INBOX_AFTER_PUBLISH).onlyFor(key));

        near.send(count(near, key));

        await().until(() -> near.read(CountingService.REPLIES, key).size() == 2);
        assertThat(handled(key)).hasSize(1);
        assertThat(jdbc.sql("SELECT count(*) FROM dead_letter")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aRelayThatFailsAfterTheBrokerHasTheMessageSendsItAgain() {
        faults.arm(Fault.fail(FaultPoint.OUTBOX_AFTER_PUBLISH).onlyFor(key));

        near.send(near.command(CountingService.COMMANDS, key, new CountAndTell("")));

        await().until(() -> near.read(CountingService.TOLD, key).size() == 2);
        assertThat(near.read(CountingService.TOLD, key))
                .extracting(message -> Wire.header(message, Headers.ID))
                .containsOnly(Wire.header(near.read(CountingService.TOLD, key).getFirst(), Headers.ID));
    }

    private static Outgoing count(Wire wire, String key) {
        return wire.command(CountingService.COMMANDS, key, new Count(""));
    }

    private List<UUID> handled(String ofKey) {
        return jdbc.sql("SELECT message_id FROM counter_step WHERE key = ? ORDER BY value")
                .param(ofKey)
                .query(UUID.class)
                .list();
    }

    private static String keyIn(int partition) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .filter(key -> BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), PARTITIONS)
                        == partition)
                .findFirst()
                .orElseThrow();
    }
}
