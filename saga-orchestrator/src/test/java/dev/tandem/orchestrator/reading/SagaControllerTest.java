package dev.tandem.orchestrator.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.Http;
import dev.tandem.orchestrator.RecordingOutbox;
import dev.tandem.orchestrator.engine.TripSagas;
import dev.tandem.orchestrator.engine.TripSagas.Ticket;
import dev.tandem.testsupport.RealPostgres;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
class SagaControllerTest {

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
    void aSagaTellsHowEachStepWentAndHowItWasUndone() throws Exception {
        var saga = trips.start(TripSagas.PATIENT, "Ida " + UUID.randomUUID());
        trips.hear(saga, "book", Reply.succeeded(new Ticket("T1")));
        trips.hear(saga, "pay", new Reply.Refused("NO_MONEY", "there is none"));

        var running = http.get("/sagas/" + saga);

        assertThat(running.status()).isEqualTo(200);
        assertThat(running.text("/sagaId")).isEqualTo(saga.toString());
        assertThat(running.text("/definition")).isEqualTo("patient-trip");
        assertThat(running.text("/definitionVersion")).isEqualTo("1");
        assertThat(running.text("/status")).isEqualTo("COMPENSATING");
        assertThat(running.text("/currentStep")).isEqualTo("book");
        assertThat(running.text("/reason")).isEqualTo("NO_MONEY");
        assertThat(running.text("/data/ticket")).isEqualTo("T1");
        assertThat(running.text("/steps/0/name")).isEqualTo("book");
        assertThat(running.text("/steps/0/status")).isEqualTo("SUCCEEDED");
        assertThat(running.text("/steps/0/attempts")).isEqualTo("1");
        assertThat(running.text("/steps/0/startedAt")).endsWith("Z");
        assertThat(running.text("/steps/0/endedAt")).endsWith("Z");
        assertThat(running.text("/steps/0/reply/number")).isEqualTo("T1");
        assertThat(running.text("/steps/0/compensation/name")).isEqualTo("unbook");
        assertThat(running.text("/steps/0/compensation/status")).isEqualTo("RUNNING");
        assertThat(running.text("/steps/1/status")).isEqualTo("REFUSED");
        assertThat(running.text("/steps/1/reply/reason")).isEqualTo("NO_MONEY");
        assertThat(running.text("/steps/1/compensation/status")).isEqualTo("NOT_STARTED");
        assertThat(running.text("/steps/2/status")).isEqualTo("NOT_STARTED");
        assertThat(running.body().at("/steps/2/compensation").isNull()).isTrue();
        assertThat(running.body().at("/history")).hasSize(3);

        trips.hear(saga, "book", Phase.COMPENSATION, 1, Reply.succeeded());

        var ended = http.get("/actuator/sagas/" + saga);
        assertThat(ended.text("/status")).isEqualTo("COMPENSATED");
        assertThat(ended.body().at("/currentStep").isNull()).isTrue();
        assertThat(ended.text("/steps/0/compensation/status")).isEqualTo("SUCCEEDED");
        assertThat(ended.text("/history/3/event")).isEqualTo("SUCCEEDED");
        assertThat(ended.text("/history/3/phase")).isEqualTo("COMPENSATION");
    }

    @Test
    void attemptsAreCountedAndAStepThatWasGivenUpSaysSo() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", new Reply.Failed("not now"));
        trips.await(saga, "RUNNING book 2");
        trips.hear(saga, "book", Phase.ACTION, 2, new Reply.Failed("not now either"));

        var answer = http.get("/sagas/" + saga);

        assertThat(answer.text("/steps/0/status")).isEqualTo("GAVE_UP");
        assertThat(answer.text("/steps/0/attempts")).isEqualTo("2");
        assertThat(answer.text("/steps/0/reply/detail")).isEqualTo("not now either");
        assertThat(answer.text("/steps/0/compensation/status")).isEqualTo("RUNNING");
    }

    @Test
    void sagasAreListedNewestFirstInPages() throws Exception {
        var traveller = UUID.randomUUID().toString();
        trips.start(TripSagas.PATIENT, traveller);
        trips.start(TripSagas.HASTY, traveller);

        var first = http.get("/sagas?limit=1&businessKey=" + traveller);
        var second = http.get("/sagas?limit=1&businessKey=" + traveller + "&cursor=" + first.text("/next"));

        assertThat(first.body().at("/items")).hasSize(1);
        assertThat(first.text("/items/0/definition")).isEqualTo("hasty-trip");
        assertThat(second.text("/items/0/definition")).isEqualTo("patient-trip");
        assertThat(second.body().at("/next").isNull()).isTrue();
    }

    @Test
    void sagasAreFoundByStatusAndDefinition() throws Exception {
        var saga = trips.start(TripSagas.PATIENT);
        trips.hear(saga, "book", new Reply.Refused("FULL", "no seat left"));

        var failed = http.get("/sagas?status=FAILED&definition=patient-trip");
        var completed = http.get("/sagas?status=COMPLETED&definition=patient-trip");

        assertThat(ids(failed)).contains(saga.toString());
        assertThat(ids(completed)).doesNotContain(saga.toString());
    }

    @Test
    void sagasAreFoundByTheTimeOfTheirMaking() throws Exception {
        var traveller = UUID.randomUUID().toString();
        var saga = trips.start(TripSagas.PATIENT, traveller);
        var createdAt = Instant.parse(http.get("/sagas/" + saga).text("/createdAt"));
        var path = "/sagas?businessKey=" + traveller + "&createdAfter=%s&createdBefore=%s";

        var within = http.get(path.formatted(createdAt, createdAt.plusMillis(1)));
        var before = http.get(path.formatted(createdAt.minusSeconds(60), createdAt));
        var after = http.get(path.formatted(createdAt.plusMillis(1), createdAt.plusSeconds(60)));

        assertThat(ids(within)).containsExactly(saga.toString());
        assertThat(ids(before)).isEmpty();
        assertThat(ids(after)).isEmpty();
        assertThat(http.get("/sagas?createdAfter=yesterday").text("/errors/0/field"))
                .isEqualTo("createdAfter");
    }

    @Test
    void definitionsAreListedWithTheirSteps() throws Exception {
        var definitions = http.get("/sagas/definitions");

        var names = new ArrayList<String>();
        definitions
                .body()
                .at("/items")
                .forEach(item -> names.add(item.path("name").asText()));
        assertThat(names).contains("order-fulfillment", "order-fulfillment-reserve-first");
        var steps = definitions
                .body()
                .at("/items")
                .get(names.indexOf("order-fulfillment"))
                .path("steps");
        assertThat(steps).hasSize(6);
        assertThat(steps.at("/1/name").asText()).isEqualTo("process-payment");
        assertThat(steps.at("/1/kind").asText()).isEqualTo("COMPENSATABLE");
        assertThat(steps.at("/1/compensation").asText()).isEqualTo("refund-payment");
        assertThat(steps.at("/1/timeout").asText()).isEqualTo("PT30S");
        assertThat(steps.at("/1/retryPolicy/maxAttempts").asInt()).isEqualTo(5);
        assertThat(steps.at("/1/permanentErrors"))
                .map(error -> error.asText())
                .containsExactly("INSUFFICIENT_FUNDS", "PAYMENT_DECLINED", "TIMEOUT");
        assertThat(steps.at("/4/kind").asText()).isEqualTo("PIVOT");
        assertThat(steps.at("/5/kind").asText()).isEqualTo("RETRIABLE");
    }

    @Test
    void whatDoesNotExistOrMakesNoSenseIsAProblem() throws Exception {
        assertThat(http.get("/sagas/" + UUID.randomUUID()).text("/type")).isEqualTo("/problems/saga-not-found");
        assertThat(http.get("/sagas/nonsense").status()).isEqualTo(400);
        assertThat(http.get("/sagas?status=NONSENSE").text("/errors/0/field")).isEqualTo("status");
        assertThat(http.get("/sagas?limit=1000").text("/errors/0/field")).isEqualTo("limit");
        assertThat(http.get("/sagas?cursor=nonsense").text("/errors/0/field")).isEqualTo("cursor");
        assertThat(http.get("/actuator/sagas/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void theActuatorTellsWhoIsAliveAndTheInvariantsHold() throws Exception {
        trips.start(TripSagas.PATIENT);

        assertThat(http.get("/actuator/sagas").body().at("/live").findValuesAsText("definition"))
                .contains("patient-trip");
        assertThat(http.get("/actuator/invariants").body().at("/holds").asBoolean())
                .isTrue();
        assertThat(http.get("/actuator/metrics/tandem.saga.stuck").status()).isEqualTo(200);
        assertThat(http.get("/actuator/metrics/tandem.saga.live?tag=status:running")
                        .body()
                        .at("/measurements/0/value")
                        .asDouble())
                .isPositive();
    }

    @Test
    void theApiDescribesItself() throws Exception {
        var description = http.get("/v3/api-docs");

        assertThat(description.status()).isEqualTo(200);
        assertThat(description.body().at("/paths").fieldNames())
                .toIterable()
                .contains("/sagas", "/sagas/{sagaId}", "/sagas/definitions", "/sagas/{definition}");
        assertThat(description
                        .body()
                        .at("/components/schemas/SagaView/properties")
                        .has("data"))
                .isTrue();
        assertThat(description.text("/components/schemas/SagaView/properties/data/type"))
                .as("any JSON, not a text")
                .isEmpty();
        assertThat(description
                        .body()
                        .at("/components/schemas/StepView/properties")
                        .fieldNames())
                .toIterable()
                .contains("name", "status", "attempts", "startedAt", "endedAt", "reply", "compensation");
    }

    private static List<String> ids(Http.Answer answer) {
        return answer.body().at("/items").findValuesAsText("sagaId");
    }
}
