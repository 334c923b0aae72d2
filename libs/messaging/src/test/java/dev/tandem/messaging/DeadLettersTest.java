package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.messaging.CountingService.Command.Count;
import dev.tandem.messaging.CountingService.Command.Explode;
import dev.tandem.messaging.DeadLetter.State;
import dev.tandem.messaging.DeadLetterRows.Filter;
import dev.tandem.messaging.Verdict.Decided;
import dev.tandem.messaging.Verdict.Done;
import dev.tandem.messaging.Verdict.Unknown;
import dev.tandem.messaging.Verdict.WaitsBehind;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;

/** Semantics 40 and 41: what is parked is replayed in order and with effect once, however late and however often. */
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
class DeadLettersTest {

    private static final Audit MENDED = Audit.of("ada", "the handler is mended");

    private static Wire wire;

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private CountingService service;

    @Autowired
    private DeadLetterDesk desk;

    @Autowired
    private DeadLetterRows rows;

    @BeforeAll
    static void connect() {
        wire = new Wire(KafkaServer.shared());
    }

    @AfterAll
    static void disconnect() {
        wire.close();
    }

    @AfterEach
    void breakAgain() {
        service.isMended = false;
    }

    @Test
    void aReplayedCommandHasItsEffectItsAnswerAndItsAudit() {
        var command = explode(CountingService.COMMANDS);
        wire.send(command);
        var letter = parked(1).getFirst();

        service.isMended = true;
        var verdict = desk.replay(letter, MENDED);

        assertThat(verdict).isEqualTo(new Done(1, List.of()));
        assertThat(handled()).containsExactly(command.id());
        await().until(() -> wire.read(CountingService.REPLIES, key).stream()
                .map(reply -> Wire.header(reply, Headers.TYPE))
                .toList()
                .equals(List.of("Failed", "Succeeded")));
        var decided = rows.find(letter).orElseThrow();
        assertThat(decided.state()).isEqualTo(State.REPLAYED);
        assertThat(decided.decidedBy()).isEqualTo("ada");
        assertThat(decided.note()).isEqualTo("the handler is mended");
        assertThat(decided.decidedAt()).isNotNull();
    }

    @Test
    void aReplayIsDoneOnceHoweverOftenItIsAskedForAndWhateverIsDeliveredAgain() {
        var command = explode(CountingService.COMMANDS);
        wire.send(command);
        var letter = parked(1).getFirst();
        service.isMended = true;

        desk.replay(letter, MENDED);

        assertThat(desk.replay(letter, MENDED)).isEqualTo(new Decided(State.REPLAYED));
        assertThat(desk.discard(letter, MENDED)).isEqualTo(new Decided(State.REPLAYED));
        wire.send(command, count(CountingService.COMMANDS));
        await().until(() -> handled().size() == 2);
        assertThat(handled()).containsOnlyOnce(command.id());
    }

    @Test
    void aMessageParkedThirtyDaysAgoHasItsEffectOnceAlsoWhenTheInboxHasForgottenIt() {
        var command = explode(CountingService.COMMANDS);
        wire.send(command);
        var letter = parked(1).getFirst();
        forget(command);
        jdbc.sql("UPDATE dead_letter SET parked_at = parked_at - interval '30 days' WHERE id = ?")
                .param(letter)
                .update();
        service.isMended = true;

        assertThat(desk.replay(letter, MENDED)).isEqualTo(new Done(1, List.of()));
        wire.send(command, count(CountingService.COMMANDS)); // and the broker delivers it once more
        await().until(() -> handled().size() == 2);

        assertThat(desk.replay(letter, MENDED)).isEqualTo(new Decided(State.REPLAYED));
        assertThat(handled()).containsOnlyOnce(command.id());
    }

    @Test
    void whatTheBrokerDeliveredAgainAfterTheInboxForgotItIsNotDoneTwiceByAReplay() {
        var command = explode(CountingService.COMMANDS);
        wire.send(command);
        var letter = parked(1).getFirst();
        forget(command);
        service.isMended = true;
        wire.send(command);
        await().until(() -> handled().size() == 1);

        assertThat(desk.replay(letter, MENDED)).isEqualTo(new Done(1, List.of()));

        assertThat(handled()).containsExactly(command.id());
    }

    @Test
    void eightReplicasThatReplayTheSameDoItOnce() throws Exception {
        wire.send(explode(CountingService.COMMANDS));
        var letter = parked(1).getFirst();
        service.isMended = true;

        var verdicts = inParallel(8, () -> desk.replay(letter, MENDED));

        assertThat(verdicts).filteredOn(Done.class::isInstance).hasSize(1);
        assertThat(verdicts).filteredOn(Decided.class::isInstance).hasSize(7);
        assertThat(handled()).hasSize(1);
    }

    @Test
    void aReplayedEventIsFollowedByThoseThatWaitedBehindItInTheirOrder() {
        var events = brokenHistory();
        service.isMended = true;

        assertThat(desk.replay(parked(5).get(2), MENDED))
                .isEqualTo(new WaitsBehind(parked(5).getFirst()));
        assertThat(desk.replay(parked(5).getFirst(), MENDED)).isEqualTo(new Done(5, List.of()));

        assertThat(handled()).containsExactlyElementsOf(ids(events));
        wire.send(count(CountingService.EVENTS));
        await().until(() -> handled().size() == 6);
    }

    @Test
    void discardingABrokenEventLetsTheLaterOnesGoOn() {
        var events = brokenHistory();

        assertThat(desk.discard(parked(5).getFirst(), MENDED)).isEqualTo(new Done(4, List.of()));

        assertThat(handled()).containsExactlyElementsOf(ids(events).subList(1, 5));
        assertThat(parked(0)).isEmpty();
    }

    @Test
    void discardingOneInTheMiddleLeavesTheOthersWhereTheyAre() {
        var events = brokenHistory();

        assertThat(desk.discard(parked(5).get(2), MENDED)).isEqualTo(new Done(0, List.of()));
        assertThat(handled()).isEmpty();

        service.isMended = true;
        desk.replay(parked(4).getFirst(), MENDED);
        var expected = new ArrayList<>(ids(events));
        expected.remove(2);
        assertThat(handled()).containsExactlyElementsOf(expected);
    }

    @Test
    void aReplayThatFailsAgainLeavesTheMessageParkedWithItsNewCauseAndThoseBehindIt() {
        brokenHistory();
        var first = parked(5).getFirst();

        var verdict = desk.replay(first, MENDED);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Done.class,
                        done -> assertThat(done.broken())
                                .singleElement()
                                .satisfies(broken -> assertThat(broken.cause()).contains("exploded")));
        assertThat(rows.find(first).orElseThrow().attempts()).isEqualTo(5);
        assertThat(parked(5)).hasSize(5);
        assertThat(handled()).isEmpty();
    }

    /** The consumer takes new events in while the replay works through the old ones: neither may pass the other. */
    @Test
    void eventsThatComeWhileTheirHistoryIsReplayedKeepTheirPlace() {
        var events = new ArrayList<>(brokenHistory());
        var letter = parked(5).getFirst();
        var more =
                Stream.generate(() -> count(CountingService.EVENTS)).limit(300).toList();
        events.addAll(more);
        service.isMended = true;

        more.subList(0, 150).forEach(wire::send);
        desk.replay(letter, MENDED);
        more.subList(150, 300).forEach(wire::send);

        await().until(() -> handled().size() == 305);
        assertThat(handled()).containsExactlyElementsOf(ids(events));
        assertThat(parked(0)).isEmpty();
    }

    @Test
    void allOfAKeyAreReplayedAtOnceAndOthersStay() {
        wire.send(
                explode(CountingService.COMMANDS), explode(CountingService.COMMANDS), explode(CountingService.EVENTS));
        wire.send(wire.command(CountingService.COMMANDS, "other-" + key, new Explode("")));
        parked(3);
        await().until(() ->
                rows.parkedInOrder(new Filter(null, null, "other-" + key)).size() == 1);
        service.isMended = true;

        assertThat(desk.replayAll(new Filter(null, null, key), MENDED)).isEqualTo(new Done(3, List.of()));

        assertThat(handled()).hasSize(3);
        assertThat(rows.parkedInOrder(new Filter(null, null, "other-" + key))).hasSize(1);
    }

    @Test
    void whatDoesNotExistIsUnknown() {
        assertThat(desk.replay(Ids.next(), MENDED)).isEqualTo(new Unknown());
        assertThat(desk.discard(Ids.next(), MENDED)).isEqualTo(new Unknown());
    }

    /** One broken event and four behind it, all parked. */
    private List<Outgoing> brokenHistory() {
        var events = new ArrayList<>(List.of(explode(CountingService.EVENTS)));
        Stream.generate(() -> count(CountingService.EVENTS)).limit(4).forEach(events::add);
        wire.send(events);
        parked(5);
        return events;
    }

    /** As the rotation does once the message's week is past the retention. */
    private void forget(Outgoing message) {
        jdbc.sql("DELETE FROM inbox WHERE message_id = ?").param(message.id()).update();
    }

    private Outgoing explode(String topic) {
        return wire.command(topic, key, new Explode("poison"));
    }

    private Outgoing count(String topic) {
        return wire.command(topic, key, new Count(""));
    }

    private List<UUID> parked(int count) {
        var ofKey = new Filter(null, null, key);
        return await().until(() -> rows.parkedInOrder(ofKey), parked -> parked.size() == count);
    }

    private List<UUID> handled() {
        return jdbc.sql("SELECT message_id FROM counter_step WHERE key = ? ORDER BY value")
                .param(key)
                .query(UUID.class)
                .list();
    }

    private static List<UUID> ids(List<Outgoing> messages) {
        return messages.stream().map(Outgoing::id).toList();
    }

    private static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
        var results = new ArrayList<T>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (var result : executor.invokeAll(
                    Stream.generate(() -> work).limit(threads).toList())) {
                results.add(result.get());
            }
        }
        return results;
    }
}
