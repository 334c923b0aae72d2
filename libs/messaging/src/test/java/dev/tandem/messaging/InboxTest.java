package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.CountingService.Command.Count;
import dev.tandem.messaging.CountingService.Command.CountAndTell;
import dev.tandem.messaging.CountingService.Command.Explode;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Semantics 38 and 40: effects once, answers at least once, and a poison message hurts itself alone. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, properties = "spring.config.name=messaging-test")
@DirtiesContext
@RealPostgres
@RealKafka(
        topics = {
            CountingService.COMMANDS,
            CountingService.EVENTS,
            CountingService.REPLIES,
            CountingService.TOLD,
            CountingService.COMMANDS + ".dlt",
            CountingService.EVENTS + ".dlt"
        })
class InboxTest {

    private static Wire wire;

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CountingService service;

    @BeforeAll
    static void connect() {
        wire = new Wire(KafkaServer.shared());
    }

    @AfterAll
    static void disconnect() {
        wire.close();
    }

    @Test
    void aMessageDeliveredTwiceHasEffectOnceAndTheSameAnswerTwice() {
        var command = wire.command(CountingService.COMMANDS, key, new Count("once"));

        wire.send(command);
        await().until(() -> replies().size() == 1);
        wire.send(command);
        await().until(() -> replies().size() == 2);

        assertThat(counter()).isEqualTo(1);
        assertThat(replies())
                .extracting(reply -> Wire.header(reply, Headers.ID))
                .containsOnly(Wire.header(replies().getFirst(), Headers.ID));
    }

    @Test
    void aMessageTwiceInOneBatchHasEffectOnce() {
        var command = wire.command(CountingService.COMMANDS, key, new Count("twice"));

        wire.send(command, command, command);

        await().until(() -> !replies().isEmpty());
        assertThat(counter()).isEqualTo(1);
    }

    @Test
    void anAnswerNamesItsSagaStepAndInheritsFromItsCause() {
        var command = wire.command(CountingService.COMMANDS, key, new Count("named"));

        wire.send(command);

        await().until(() -> replies().size() == 1);
        var reply = replies().getFirst();
        assertThat(reply.value()).isEqualTo("{\"data\":{\"value\":1}}");
        assertThat(Wire.header(reply, Headers.TYPE)).isEqualTo("Succeeded");
        assertThat(Wire.header(reply, Headers.CAUSATION_ID))
                .isEqualTo(command.id().toString());
        assertThat(Wire.header(reply, Headers.CORRELATION_ID)).isEqualTo("test-" + key);
        for (var name : List.of(Headers.SAGA_ID, Headers.SAGA_STEP, Headers.SAGA_PHASE, Headers.SAGA_ATTEMPT)) {
            assertThat(Wire.header(reply, name)).isEqualTo(command.headers().get(name));
        }
    }

    @Test
    void messagesOfOnePollAreHandledTogether() {
        service.batchSizes.clear();

        wire.send(counts(CountingService.COMMANDS, 300));

        await().until(() -> replies().size() == 300);
        assertThat(counter()).isEqualTo(300);
        assertThat(service.batchSizes).hasSizeLessThan(50);
    }

    @Test
    void aPoisonCommandIsDeadLetteredAloneAnsweredAsFailedAndPassedByLaterOnes() {
        var messages = new ArrayList<>(counts(CountingService.COMMANDS, 20));
        var poison = wire.command(CountingService.COMMANDS, key, new Explode("poison"));
        messages.add(10, poison);

        wire.send(messages);

        await().until(() -> replies().size() == 21);
        assertThat(counter()).isEqualTo(20);
        assertThat(replies())
                .filteredOn(reply -> Wire.header(reply, Headers.TYPE).equals("Failed"))
                .singleElement()
                .satisfies(reply -> assertThat(Wire.header(reply, Headers.CAUSATION_ID))
                        .isEqualTo(poison.id().toString()));
        assertThat(parked()).containsExactly(poison.id());
        assertThat(wire.read(CountingService.COMMANDS + ".dlt", key))
                .singleElement()
                .satisfies(dead -> {
                    assertThat(dead.value()).isEqualTo(poison.body());
                    assertThat(Wire.header(dead, Headers.DEAD_LETTER_CAUSE)).contains("exploded: poison");
                    assertThat(Wire.header(dead, Headers.ID))
                            .isEqualTo(poison.id().toString());
                });
    }

    @Test
    void eventsBehindAPoisonOneOfTheirKeyAreParkedAndOtherKeysFlow() {
        var otherKey = UUID.randomUUID().toString();
        var poison = wire.command(CountingService.EVENTS, key, new Explode("poison"));
        var before = wire.command(CountingService.EVENTS, key, new Count("before"));
        var behind = wire.command(CountingService.EVENTS, key, new Count("behind"));
        var other = wire.command(CountingService.EVENTS, otherKey, new Count("other"));

        wire.send(before, poison, behind, other);
        await().until(() -> parked().size() == 2);
        var muchLater = wire.command(CountingService.EVENTS, key, new Count("much later"));
        wire.send(muchLater);
        await().until(() -> parked().size() == 3);

        assertThat(counter()).isEqualTo(1);
        await().until(() -> counter(otherKey) == 1);
        assertThat(parked()).containsExactly(poison.id(), behind.id(), muchLater.id());
        assertThat(jdbc.sql(
                                "SELECT DISTINCT parked_behind FROM dead_letter WHERE key = ? AND parked_behind IS NOT NULL")
                        .param(key)
                        .query(UUID.class)
                        .list())
                .containsExactly(poison.id());
    }

    @Test
    void aSecondInterestInATopicTakesInItsShareBesideTheFirst() {
        var danced = Origin.of("test").coordinatedBy("dance");
        var forBoth = wire.command(CountingService.EVENTS, key, new Count("both"), danced);

        wire.send(
                wire.command(CountingService.EVENTS, key, new Count("first")),
                forBoth,
                wire.command(CountingService.EVENTS, key, new CountAndTell("first"), danced));

        await().until(() -> counter() == 4);
        assertThat(jdbc.sql("SELECT consumer FROM inbox WHERE message_id = ? ORDER BY consumer")
                        .param(forBoth.id())
                        .query(String.class)
                        .list())
                .containsExactly(CountingService.EVENTS, "dance." + CountingService.EVENTS);
    }

    @Test
    void whatIsOnlyLookedAtIsKeptOnceWithoutTheInboxAndABrokenOneIsParkedOnce() {
        var origin = Origin.of("test").coordinatedBy("sight");
        var seen = wire.command(CountingService.EVENTS, key, new Count("seen"), origin);
        var broken = wire.command(CountingService.EVENTS, key, new Explode("sight"), origin);

        wire.send(seen, seen, broken);
        await().until(() -> parked("sight").size() == 1);
        wire.send(seen, broken, wire.command(CountingService.EVENTS, key, new Count("later"), origin));

        await().until(() -> sightings() == 2);
        assertThat(parked("sight")).containsExactly(broken.id());
        assertThat(jdbc.sql("SELECT consumer FROM inbox WHERE message_id = ?")
                        .param(seen.id())
                        .query(String.class)
                        .list())
                .as("who asks the inbox")
                .doesNotContain("sight." + CountingService.EVENTS);
    }

    @Test
    void rubbishInATopicIsKeptAndStopsNobody() {
        wire.sendRubbish(CountingService.COMMANDS, key);
        wire.send(wire.command(CountingService.COMMANDS, key, new Count("after rubbish")));

        await().until(() -> replies().size() == 1);
        await().until(() -> parked().size() == 1);
        assertThat(jdbc.sql("SELECT convert_from(body, 'UTF8') FROM dead_letter WHERE key = ?")
                        .param(key)
                        .query(String.class)
                        .single())
                .isEqualTo("{{{");
    }

    @Test
    void aCommandThatNobodyUnderstandsIsDeadLetteredButSuchAnEventIsForOthers() {
        record Unheard(String note) {}

        wire.send(
                wire.command(CountingService.COMMANDS, key, new Unheard("command")),
                wire.command(CountingService.EVENTS, key, new Unheard("event")),
                wire.command(CountingService.EVENTS, key, new Count("event")));

        await().until(() -> counter() == 1 && parked().size() == 1);
        assertThat(replies())
                .extracting(reply -> Wire.header(reply, Headers.TYPE))
                .contains("Failed");
    }

    private List<Outgoing> counts(String topic, int number) {
        var commands = new ArrayList<Outgoing>();
        for (var i = 0; i < number; i++) {
            commands.add(wire.command(topic, key, new Count("number " + i)));
        }
        return commands;
    }

    private List<org.apache.kafka.clients.consumer.ConsumerRecord<String, String>> replies() {
        return wire.read(CountingService.REPLIES, key);
    }

    private long counter() {
        return counter(key);
    }

    private long counter(String ofKey) {
        return jdbc.sql("SELECT value FROM counter WHERE key = ?")
                .param(ofKey)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private long sightings() {
        return jdbc.sql("SELECT count(*) FROM sighting WHERE key = ?")
                .param(key)
                .query(Long.class)
                .single();
    }

    private List<UUID> parked(String purpose) {
        return jdbc.sql("SELECT message_id FROM dead_letter WHERE key = ? AND consumer = ?")
                .param(key)
                .param(purpose + "." + CountingService.EVENTS)
                .query(UUID.class)
                .list();
    }

    private List<UUID> parked() {
        return jdbc.sql("SELECT message_id FROM dead_letter WHERE key = ? ORDER BY parked_at, record_offset")
                .param(key)
                .query(UUID.class)
                .list();
    }
}
