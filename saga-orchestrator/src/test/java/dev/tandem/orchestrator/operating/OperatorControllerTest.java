package dev.tandem.orchestrator.operating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.Http;
import dev.tandem.orchestrator.RecordingOutbox;
import dev.tandem.orchestrator.engine.TripSagas;
import dev.tandem.orchestrator.engine.TripSagas.Ticket;
import dev.tandem.testsupport.RealPostgres;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.name=saga-orchestrator",
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "tandem.messaging.listen=false"
        })
@RealPostgres
@Import({TripSagas.Definitions.class, RecordingOutbox.InsteadOfTheRealOne.class})
class OperatorControllerTest {

    private static final String NOTE = "{\"note\": \"refunded at the counter\", \"requestedBy\": \"Olga\"}";
    private static final Reply CLOSED = new Reply.Refused("ACCOUNT_CLOSED", "there is nowhere to refund to");

    @LocalServerPort
    private int port;

    @Autowired
    private TripSagas trips;

    private Http http;

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void aStuckSagaSaysWhatIsWrongWhoseItIsAndWhatIsLeftToDo() throws Exception {
        var saga = stuckAtRefund();

        var stuck = http.get("/sagas/" + saga);

        assertThat(stuck.text("/status")).isEqualTo("STUCK");
        assertThat(stuck.text("/reason")).isEqualTo("NO_MONEY");
        assertThat(stuck.text("/stuck/compensation")).isEqualTo("refund");
        assertThat(stuck.text("/stuck/owner")).isEqualTo("payment.commands");
        assertThat(stuck.text("/stuck/deadLetters")).isEqualTo("payment.commands.dlt");
        assertThat(stuck.text("/stuck/attempts")).isEqualTo("2");
        assertThat(stuck.text("/stuck/cause/reason")).isEqualTo("ACCOUNT_CLOSED");
        assertThat(stuck.text("/stuck/since")).endsWith("Z");
        assertThat(stuck.text("/stuck/age")).startsWith("PT");
        assertThat(stuck.body().at("/stuck/remainingPlan"))
                .map(step -> step.asText())
                .containsExactly("refund", "unbook");
        assertThat(http.get("/actuator/sagas").body().at("/stuck").findValuesAsText("sagaId"))
                .contains(saga.toString());
        http.post("/sagas/" + saga + "/resolve", NOTE);
    }

    @Test
    void whatWasDoneByHandIsSaidWithANoteAndTheRestGoesOn() throws Exception {
        var saga = stuckAtRefund();

        var answer = http.post("/sagas/" + saga + "/resolve", NOTE, "X-Correlation-Id", "call-4711");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/statusUrl")).isEqualTo("/sagas/" + saga);
        assertThat(answer.header("Location")).isEqualTo("/sagas/" + saga);
        var resolved = http.get("/sagas/" + saga);
        assertThat(resolved.text("/status")).isEqualTo("COMPENSATING");
        assertThat(resolved.text("/currentStep")).isEqualTo("book");
        assertThat(resolved.body().at("/stuck").isNull()).isTrue();
        assertThat(resolved.text("/steps/1/compensation/status")).isEqualTo("RESOLVED");
        var last = resolved.body()
                .at("/history")
                .path(resolved.body().at("/history").size() - 1);
        assertThat(last.at("/event").asText()).isEqualTo("RESOLVED");
        assertThat(last.at("/detail/note").asText()).isEqualTo("refunded at the counter");
        assertThat(last.at("/detail/requestedBy").asText()).isEqualTo("Olga");
        assertThat(last.at("/detail/correlationId").asText()).isEqualTo("call-4711");
    }

    @Test
    void aRetryAsksAgainWithANewNumber() throws Exception {
        var saga = stuckAtRefund();

        assertThat(http.post("/sagas/" + saga + "/retry", NOTE).status()).isEqualTo(202);

        var retried = http.get("/sagas/" + saga);
        assertThat(retried.text("/status")).isEqualTo("COMPENSATING");
        assertThat(retried.text("/steps/1/compensation/attempts")).isEqualTo("3");
        assertThat(retried.text("/steps/1/compensation/reply/reason")).isEqualTo("ACCOUNT_CLOSED");
    }

    @Test
    void aRunningSagaIsTurnedBack() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);

        assertThat(http.post("/sagas/" + saga + "/compensate", NOTE).status()).isEqualTo(202);

        var turned = http.get("/sagas/" + saga);
        assertThat(turned.text("/status")).isEqualTo("COMPENSATING");
        assertThat(turned.text("/reason")).isEqualTo("ABORTED");
        assertThat(turned.text("/steps/0/status")).isEqualTo("GAVE_UP");
    }

    @ParameterizedTest
    @ValueSource(strings = {"retry", "resolve"})
    void whatTheStateForbidsIsAConflictThatSaysWhenItIsPossible(String action) throws Exception {
        var saga = trips.start(TripSagas.PATIENT);

        var answer = http.post("/sagas/" + saga + "/" + action, NOTE);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.text("/type")).isEqualTo("/problems/saga-state-forbids");
        assertThat(answer.text("/status")).isEqualTo("409");
        assertThat(answer.text("/sagaStatus")).isEqualTo("RUNNING");
        assertThat(answer.text("/detail")).contains("is RUNNING").contains("STUCK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"note\": \" \"}", "{\"note\": null}"})
    void withoutANoteNothingIsDone(String body) throws Exception {
        var saga = trips.start(TripSagas.PATIENT);

        var answer = http.post("/sagas/" + saga + "/compensate", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/field")).isEqualTo("note");
        assertThat(http.get("/sagas/" + saga).text("/status")).isEqualTo("RUNNING");
    }

    @Test
    void aNoteHasALimitAndASagaMustExist() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);

        var tooLong = http.post("/sagas/" + saga + "/compensate", "{\"note\": \"%s\"}".formatted("x".repeat(1_001)));
        var unknown = http.post("/sagas/" + UUID.randomUUID() + "/retry", NOTE);

        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.text("/type")).isEqualTo("/problems/saga-not-found");
    }

    @Test
    void theActuatorDoesTheSame() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);

        var forbidden = http.post("/actuator/sagas/" + saga, "{\"action\": \"RESOLVE\", \"note\": \"by hand\"}");
        var done = http.post("/actuator/sagas/" + saga, "{\"action\": \"COMPENSATE\", \"note\": \"wrong order\"}");
        var without = http.post("/actuator/sagas/" + saga, "{\"action\": \"RETRY\"}");

        assertThat(forbidden.status()).isEqualTo(409);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text("/status")).isEqualTo("COMPENSATING");
        assertThat(without.status()).isEqualTo(400);
    }

    private UUID stuckAtRefund() {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", Reply.succeeded(new Ticket("T1")));
        trips.hear(saga, "pay", Reply.succeeded());
        trips.hear(saga, "leave", new Reply.Refused("NO_MONEY", "there is none"));
        trips.hear(saga, "pay", Phase.COMPENSATION, 1, CLOSED);
        trips.await(saga, "COMPENSATING pay 2");
        trips.hear(saga, "pay", Phase.COMPENSATION, 2, CLOSED);
        return saga;
    }
}
