package dev.tandem.orchestrator.engine;

import static dev.tandem.orchestrator.definition.Request.ask;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tandem.messaging.Ids;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Request;
import dev.tandem.orchestrator.definition.RetryPolicy;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sagas to try the engine on, with the test as every participant. */
public final class TripSagas {

    /** Where the commands go. */
    static final String TOPIC = "payment.commands";

    /** Two attempts in quick succession, so that tests of patience need little of it. */
    private static final RetryPolicy BRIEF = new RetryPolicy(2, Duration.ofMillis(20), 1, Duration.ofMillis(20));

    private static final RetryPolicy ENDLESS =
            new RetryPolicy(100_000, Duration.ofMillis(20), 1, Duration.ofMillis(20));

    private static final Duration SOON = Duration.ofMillis(100);

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Trip(String traveller, @Nullable String ticket) {
        Trip with(Ticket booked) {
            return new Trip(traveller, booked.number());
        }
    }

    public record Ticket(String number) {}

    /** What a participant is asked. */
    record Command(String what, String traveller, @Nullable String ticket) {}

    /** Waits long for answers: nothing happens to it that the test did not do. */
    public static final Saga<Trip> PATIENT = trip("patient-trip", Duration.ofMinutes(10));

    /** Waits for no answer. */
    public static final Saga<Trip> HASTY = trip("hasty-trip", Duration.ofMillis(20));

    /** So many attempts that only a deadline ends them: at the step, or of the saga. */
    static final Saga<Trip> STEP_DATED = dated("step-dated-trip", SOON.multipliedBy(6), Duration.ofMinutes(10));

    static final Saga<Trip> DATED = dated("dated-trip", Duration.ofMinutes(10), SOON.multipliedBy(6));

    private final InstanceManager sagas;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    /** What left without the outbox, in the order of leaving. */
    final List<Message> sent = Collections.synchronizedList(new ArrayList<>());

    TripSagas(InstanceManager sagas, PlatformTransactionManager transactions, JdbcClient jdbc) {
        this.sagas = sagas;
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
    }

    @TestConfiguration
    public static class Definitions {

        @Bean
        Saga<Trip> patientTrip() {
            return PATIENT;
        }

        @Bean
        Saga<Trip> hastyTrip() {
            return HASTY;
        }

        @Bean
        Saga<Trip> stepDatedTrip() {
            return STEP_DATED;
        }

        @Bean
        Saga<Trip> datedTrip() {
            return DATED;
        }

        @Bean
        TripSagas tripSagas(InstanceManager sagas, PlatformTransactionManager transactions, JdbcClient jdbc) {
            return new TripSagas(sagas, transactions, jdbc);
        }
    }

    private static Saga<Trip> trip(String name, Duration timeout) {
        return Saga.named(name, 1, Trip.class)
                .step(booking(timeout, BRIEF).undoneBy("unbook", TripSagas::unbook))
                .step(ask("pay", TOPIC, (Trip trip) -> command("pay", trip))
                        .within(timeout)
                        .retrying(BRIEF)
                        .refusedAs("NO_MONEY")
                        .undoneBy("refund", (trip, reason) -> command("refund because " + reason, trip)))
                .pivot(ask("leave", TOPIC, (Trip trip) -> command("leave", trip))
                        .within(timeout)
                        .retrying(BRIEF))
                .build();
    }

    private static Saga<Trip> dated(String name, Duration stepDeadline, Duration deadline) {
        return Saga.named(name, 1, Trip.class)
                .turningBackAfter(deadline)
                .step(booking(SOON, ENDLESS).givenUpAfter(stepDeadline).undoneBy("unbook", TripSagas::unbook))
                .pivot(ask("leave", TOPIC, (Trip trip) -> command("leave", trip))
                        .within(SOON)
                        .retrying(ENDLESS))
                .build();
    }

    private static Request<Trip> booking(Duration timeout, RetryPolicy retries) {
        return ask("book", TOPIC, (Trip trip) -> command("book", trip))
                .keeping(Ticket.class, Trip::with)
                .within(timeout)
                .retrying(retries)
                .refusedAs("FULL");
    }

    private static Command unbook(Trip trip, String reason) {
        return command("unbook because " + reason, trip);
    }

    private static Command command(String what, Trip trip) {
        return new Command(what, trip.traveller(), trip.ticket());
    }

    public UUID start(Saga<Trip> saga) {
        return start(saga, UUID.randomUUID().toString());
    }

    public UUID start(Saga<Trip> saga, String traveller) {
        var id = Ids.next();
        transaction.executeWithoutResult(status -> sagas.start(List.of(
                new Start<>(id, saga, traveller, new Trip(traveller, null), null, Origin.of("test"), sent::add))));
        return id;
    }

    public void hear(UUID saga, String step, Reply reply) {
        hear(saga, step, Phase.ACTION, 1, reply);
    }

    public void hear(UUID saga, String step, Phase phase, int attempt, Reply reply) {
        hear(List.of(answer(saga, step, phase, attempt, reply)));
    }

    /** One batch, one transaction. */
    void hear(List<Incoming> batch) {
        transaction.executeWithoutResult(status -> sagas.advance(batch));
    }

    Incoming answer(UUID saga, String step, Phase phase, int attempt, Reply reply) {
        return new Incoming(saga, new Answered(new SagaStep(saga, step, phase, attempt), reply), sent::add);
    }

    /** Waits until timers have brought a saga there. */
    public void await(UUID saga, String status) {
        Awaitility.await().until(() -> status(saga).equals(status));
    }

    List<Object> asked(UUID saga) {
        return sent.stream()
                .filter(message -> message.sagaStep() != null
                        && message.sagaStep().sagaId().equals(saga))
                .map(message -> message.body() instanceof Command command ? command.what() : message.body())
                .toList();
    }

    String status(UUID saga) {
        return jdbc.sql("SELECT status || coalesce(' ' || step || ' ' || attempt, '') FROM saga WHERE id = ?")
                .param(saga)
                .query(String.class)
                .single();
    }

    List<String> history(UUID saga) {
        return jdbc.sql("""
                        SELECT concat_ws(' ', event, step, phase, attempt, '->', status, next_step, next_attempt)
                          FROM saga_history
                         WHERE saga_id = ?
                         ORDER BY version
                        """).param(saga).query(String.class).list();
    }
}
