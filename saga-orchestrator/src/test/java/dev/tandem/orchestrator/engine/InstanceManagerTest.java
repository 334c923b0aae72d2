package dev.tandem.orchestrator.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.Reply.Refused;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.engine.TripSagas.Ticket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@EngineTest
class InstanceManagerTest {

    private static final Reply DONE = Reply.succeeded();
    private static final Reply REFUSED = new Refused("NO_MONEY", "there is none");
    private static final Reply BOOKED = Reply.succeeded(new Ticket("T1"));

    @Autowired
    private TripSagas trips;

    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void whatStandsAndWhatHappenedAgree() {
        assertThat(SagaConsistency.violations(jdbc)).isEmpty();
    }

    @Test
    void eachStepIsWrittenDownBeforeTheNextIsAskedFor() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", BOOKED);
        trips.hear(saga, "pay", DONE);
        trips.hear(saga, "leave", DONE);

        assertThat(trips.asked(saga)).containsExactly("book", "pay", "leave");
        assertThat(trips.status(saga)).isEqualTo("COMPLETED");
        assertThat(trips.history(saga))
                .containsExactly(
                        "STARTED -> RUNNING book 1",
                        "SUCCEEDED book ACTION 1 -> RUNNING pay 1",
                        "SUCCEEDED pay ACTION 1 -> RUNNING leave 1",
                        "SUCCEEDED leave ACTION 1 -> COMPLETED");
    }

    @Test
    void whatAnAnswerTellsIsKnownToLaterStepsAndToCompensations() {
        var saga = trips.start(TripSagas.PATIENT, "Ida");
        trips.hear(saga, "book", BOOKED);
        trips.hear(saga, "pay", REFUSED);
        trips.hear(List.of(trips.answer(saga, "book", Phase.COMPENSATION, 1, DONE)));

        assertThat(trips.sent)
                .filteredOn(message -> message.key().equals("Ida"))
                .extracting(message -> message.body())
                .containsExactly(
                        new TripSagas.Command("book", "Ida", null),
                        new TripSagas.Command("pay", "Ida", "T1"),
                        new TripSagas.Command("unbook because NO_MONEY", "Ida", "T1"));
        assertThat(trips.status(saga)).isEqualTo("COMPENSATED");
    }

    @Test
    void severalAnswersForOneSagaInOneBatchAreTakenInTheirOrder() {
        var saga = trips.start(TripSagas.PATIENT);

        trips.hear(List.of(
                trips.answer(saga, "book", Phase.ACTION, 1, BOOKED),
                trips.answer(saga, "book", Phase.ACTION, 1, BOOKED),
                trips.answer(saga, "pay", Phase.ACTION, 1, DONE),
                trips.answer(saga, "leave", Phase.ACTION, 1, REFUSED),
                trips.answer(saga, "pay", Phase.COMPENSATION, 1, DONE)));

        assertThat(trips.asked(saga))
                .containsExactly("book", "pay", "leave", "refund because NO_MONEY", "unbook because NO_MONEY");
        assertThat(trips.status(saga)).isEqualTo("COMPENSATING book 1");
    }

    @Test
    void aBatchHoldsSagasInEveryState() {
        var sagas =
                Stream.generate(() -> trips.start(TripSagas.PATIENT)).limit(300).toList();
        trips.hear(sagas.stream()
                .map(saga -> trips.answer(saga, "book", Phase.ACTION, 1, BOOKED))
                .toList());

        trips.hear(IntStream.range(0, 300)
                .mapToObj(i -> trips.answer(sagas.get(i), "pay", Phase.ACTION, 1, i % 3 == 0 ? REFUSED : DONE))
                .toList());

        assertThat(sagas.stream().filter(saga -> trips.status(saga).equals("COMPENSATING book 1")))
                .hasSize(100);
        assertThat(sagas.stream().filter(saga -> trips.status(saga).equals("RUNNING leave 1")))
                .hasSize(200);
    }

    @Test
    void anAnswerThatMakesNoSenseLeavesEverythingAsItWas() {
        var saga = trips.start(TripSagas.PATIENT);
        var other = trips.start(TripSagas.PATIENT);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> trips.hear(List.of(
                        trips.answer(other, "book", Phase.ACTION, 1, BOOKED),
                        trips.answer(saga, "book", Phase.ACTION, 1, DONE))))
                .withMessage("expected a Ticket, got nothing");

        assertThat(trips.status(saga)).isEqualTo("RUNNING book 1");
        assertThat(trips.status(other)).isEqualTo("RUNNING book 1");
    }

    @Test
    void anAnswerForASagaThatDoesNotExistIsPassedOver() {
        var saga = trips.start(TripSagas.PATIENT);

        trips.hear(List.of(
                trips.answer(UUID.randomUUID(), "book", Phase.ACTION, 1, BOOKED),
                trips.answer(saga, "book", Phase.ACTION, 1, BOOKED)));

        assertThat(trips.status(saga)).isEqualTo("RUNNING pay 1");
    }

    @Test
    void oneBusinessKeyHasOneSagaOfAKind() {
        var first = trips.start(TripSagas.PATIENT, "Otto");
        var second = trips.start(TripSagas.PATIENT, "Otto");

        assertThat(trips.asked(first)).containsExactly("book");
        assertThat(trips.asked(second)).isEmpty();
        assertThat(trips.history(second)).isEmpty();
    }

    @Test
    void batchesThatShareSagasInOppositeOrderDoNotDeadlock() throws Exception {
        var sagas =
                Stream.generate(() -> trips.start(TripSagas.PATIENT)).limit(50).toList();
        var there = sagas.stream()
                .map(saga -> trips.answer(saga, "book", Phase.ACTION, 1, BOOKED))
                .toList();
        var back = there.reversed();

        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        trips.hear(i % 2 == 0 ? there : back);
                        return true;
                    })
                    .toList())) {
                assertThat(done.get()).isTrue();
            }
        }

        assertThat(sagas).allSatisfy(saga -> assertThat(trips.status(saga)).isEqualTo("RUNNING pay 1"));
    }
}
