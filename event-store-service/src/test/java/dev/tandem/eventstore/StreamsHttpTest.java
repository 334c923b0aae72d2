package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@WholeService
class StreamsHttpTest {

    private static final Map<String, String> ANYWHERE = Map.of();
    private static final Map<String, String> NEW = Map.of("If-None-Match", "*");

    private final String stream = "account-" + UUID.randomUUID();

    @LocalServerPort
    private int port;

    private Client http = new Client(0);

    @BeforeEach
    void connect() {
        http = new Client(port);
    }

    @Test
    void eventsAreAppendedAndReadInOrder() throws Exception {
        var appended = http.append(
                stream,
                NEW,
                event("AccountBegun", "{\"owner\": \"alice\"}"),
                event("DepositMade", "{\"amount\": 25.00}"));

        assertThat(appended.status()).isEqualTo(201);
        assertThat(appended.tag()).isEqualTo("\"2\"");
        assertThat(appended.body().path("events").findValuesAsText("version")).containsExactly("1", "2");
        var read = http.get("/streams/" + stream + "/events");
        assertThat(read.tag()).isEqualTo("\"2\"");
        assertThat(read.body().path("items").findValuesAsText("type")).containsExactly("AccountBegun", "DepositMade");
        assertThat(read.body().at("/items/1/data").toString()).isEqualTo("{\"amount\":25.00}");
        assertThat(read.body().at("/items/1/metadata/correlationId").asText()).isNotEmpty();
    }

    @Test
    void whoDecidedOnAnotherVersionIsToldTheActualOne() throws Exception {
        http.append(stream, NEW, event("AccountBegun", "{}"));

        var late = http.append(stream, Map.of("If-Match", "\"0\""), event("DepositMade", "{}"));
        var again = http.append(stream, NEW, event("AccountBegun", "{}"));
        var right = http.append(stream, Map.of("If-Match", late.tag()), event("DepositMade", "{}"));

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.type()).isEqualTo("/problems/version-conflict");
        assertThat(late.body().path("currentVersion").asInt()).isEqualTo(1);
        assertThat(again.status()).isEqualTo(412);
        assertThat(right.status()).isEqualTo(201);
    }

    @Test
    void whoLostTheAnswerSendsTheSameAgain() throws Exception {
        var event = event("AccountBegun", "{}");
        var first = http.append(stream, NEW, event);
        http.append(stream, ANYWHERE, event("DepositMade", "{}"));

        var second = http.append(stream, NEW, event);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(http.append(stream + "-other", ANYWHERE, event).type()).isEqualTo("/problems/event-id-taken");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "no id | {\"type\": \"A\", \"data\": {}} | [0].eventId",
                "no type | {\"eventId\": \"0198c0de-0000-7000-8000-000000000000\", \"data\": {}} | [0].type",
                "odd type | {\"eventId\": \"0198c0de-0000-7000-8000-000000000000\", \"type\": \"1 A\", \"data\": {}} | [0].type",
                "no data | {\"eventId\": \"0198c0de-0000-7000-8000-000000000000\", \"type\": \"A\"} | [0].data",
                "data that are a list | {\"eventId\": \"0198c0de-0000-7000-8000-000000000000\", \"type\": \"A\", \"data\": []} | [0].data"
            })
    void whatIsNoEventIsRefused(String what, String event, String field) throws Exception {
        var refused = http.append(stream, ANYWHERE, event);

        assertThat(refused.status()).as(what).isEqualTo(400);
        assertThat(refused.fields()).contains(field);
        assertThat(http.get("/streams/" + stream + "/events").type()).isEqualTo("/problems/stream-not-found");
    }

    @Test
    void oddPreconditionsAndNamesAreRefused() throws Exception {
        var event = event("A", "{}");

        assertThat(http.append(stream, Map.of("If-Match", "5"), event).fields()).containsExactly("If-Match");
        assertThat(http.append(stream, Map.of("If-None-Match", "\"5\""), event).fields())
                .containsExactly("If-None-Match");
        assertThat(http.append("-x", ANYWHERE, event).fields()).containsExactly("streamId");
        assertThat(http.append(stream, ANYWHERE).fields()).containsExactly("events");
        assertThat(http.append(stream, ANYWHERE, event, event).fields()).containsExactly("[1].eventId");
    }

    @Test
    void aStreamIsReadPageByPageInBothDirections() throws Exception {
        http.append(stream, NEW, events(5));

        var first = http.get("/streams/" + stream + "/events?limit=2");
        var next = http.get("/streams/" + stream + "/events?limit=2&cursor="
                + first.body().path("next").asText());
        var back = http.get("/streams/" + stream + "/events?direction=backward&limit=2");
        var further = http.get("/streams/" + stream + "/events?direction=backward&limit=3&cursor="
                + back.body().path("next").asText());

        assertThat(versions(first.body())).containsExactly("1", "2");
        assertThat(versions(next.body())).containsExactly("3", "4");
        assertThat(versions(back.body())).containsExactly("5", "4");
        assertThat(versions(further.body())).containsExactly("3", "2", "1");
        assertThat(further.body().path("next").isNull()).isTrue();
    }

    @Test
    void theStateIsKnownAtEachVersion() throws Exception {
        http.append(
                stream,
                NEW,
                event("AccountBegun", "{\"owner\": {\"name\": \"alice\"}, \"status\": \"NEW\"}"),
                event("AccountVerified", "{\"status\": \"ACTIVE\", \"owner\": {\"email\": \"alice@example.com\"}}"));

        var now = http.get("/streams/" + stream + "/state");
        var before = http.get("/streams/" + stream + "/state?version=1");

        assertThat(now.body().path("state").toString())
                .isEqualTo("{\"owner\":{\"name\":\"alice\",\"email\":\"alice@example.com\"},\"status\":\"ACTIVE\"}");
        assertThat(now.tag()).isEqualTo("\"2\"");
        assertThat(before.body().at("/state/status").asText()).isEqualTo("NEW");
        assertThat(http.get("/streams/" + stream + "/state?version=3").status()).isEqualTo(404);
        assertThat(http.get("/streams/" + stream + "/state?asOf=2020-01-01T00:00:00Z")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void everyTenEventsThereIsASnapshotAlsoIfABatchJumpsOverTheTen() throws Exception {
        for (var i = 0; i < 3; i++) {
            http.append(stream, ANYWHERE, events(7));
        }

        assertThat(http.get("/streams/" + stream + "/snapshots")
                        .body()
                        .path("items")
                        .findValuesAsText("version"))
                .containsExactly("21", "14");
        assertThat(http.get("/streams/" + stream + "/state")
                        .body()
                        .path("snapshotVersion")
                        .asInt())
                .isEqualTo(21);
    }

    @Test
    void aSnapshotIsMadeOnDemand() throws Exception {
        http.append(stream, ANYWHERE, events(3));

        var made = http.post("/streams/" + stream + "/snapshots");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("version").asInt()).isEqualTo(3);
        assertThat(http.post("/streams/none/snapshots").type()).isEqualTo("/problems/stream-not-found");
    }

    private static String[] events(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> event("Counted", "{\"count\": %d}".formatted(i)))
                .toArray(String[]::new);
    }

    private static List<String> versions(JsonNode page) {
        return page.path("items").findValuesAsText("version");
    }
}
