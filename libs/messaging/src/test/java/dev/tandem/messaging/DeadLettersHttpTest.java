package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.messaging.CountingService.Command.Count;
import dev.tandem.messaging.CountingService.Command.Explode;
import dev.tandem.testsupport.KafkaServer;
import dev.tandem.testsupport.RealKafka;
import dev.tandem.testsupport.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.test.annotation.DirtiesContext;

/** Dead letters as an operator meets them: {@code /dead-letters} and {@code /actuator/deadletters}. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=messaging-test", "spring.main.web-application-type=servlet"})
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
class DeadLettersHttpTest {

    private static final Map<String, String> MENDED = Map.of("note", "mended", "requestedBy", "ada");

    private static Wire wire;

    private final String key = UUID.randomUUID().toString();

    @Autowired
    private TestRestTemplate http;

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

    @AfterEach
    void breakAgain() {
        service.isMended = false;
    }

    @Test
    void theyAreListedInPagesAndByWhatTheyAreAbout() {
        var events = history();
        wire.send(wire.command(CountingService.COMMANDS, key, new Explode("a command")));
        var all = parked("?key=" + key, 4);

        var pages = new ArrayList<JsonNode>();
        var next = "";
        do {
            var page = get("/dead-letters?limit=3&key=" + key + next);
            page.path("items").forEach(pages::add);
            next = page.path("next").isNull()
                    ? ""
                    : "&cursor=" + page.path("next").asText();
        } while (!next.isEmpty());

        assertThat(pages).isEqualTo(all);
        parked("?topic=" + CountingService.COMMANDS + "&key=" + key, 1);
        parked("?consumer=" + CountingService.EVENTS + "&key=" + key, 3);
        parked("?state=REPLAYED&key=" + key, 0);
        assertThat(all.getLast().path("messageId").asText())
                .isEqualTo(events.getFirst().id().toString());
    }

    @Test
    void oneIsShownWithHeadersBodyAndCause() {
        var broken = history().getFirst();

        var letter = get("/dead-letters/" + oldest());

        assertThat(letter.path("body").asText()).isEqualTo(broken.body());
        assertThat(letter.path("headers").path("ce_type").asText()).isEqualTo("Explode");
        assertThat(letter.path("cause").asText()).contains("exploded: poison");
        assertThat(letter.path("state").asText()).isEqualTo("PARKED");
    }

    @Test
    void oneIsReplayedAndTheDecisionCanBeReadAfterwards() {
        history();
        var oldest = oldest();
        service.isMended = true;

        var answer = post("/dead-letters/%s/replay".formatted(oldest), MENDED);

        assertThat(answer.getStatusCode().value()).isEqualTo(200);
        assertThat(answer.getBody()).hasToString("{\"replayed\":3,\"broken\":[]}");
        parked("?state=REPLAYED&key=" + key, 3);
        assertThat(get("/dead-letters/" + oldest).path("decidedBy").asText()).isEqualTo("ada");
        refused(409, "/problems/dead-letter-decided", post("/dead-letters/%s/replay".formatted(oldest), MENDED));
    }

    @Test
    void oneIsDiscardedOnlyWithANote() {
        history();
        var oldest = oldest();

        refused(
                400,
                "/problems/validation-failed",
                post("/dead-letters/%s/discard".formatted(oldest), Map.of("note", " ")));
        var answer = post("/dead-letters/%s/discard".formatted(oldest), Map.of("note", "a test order"));

        assertThat(answer.getBody()).hasToString("{\"replayed\":2,\"broken\":[]}");
        assertThat(get("/dead-letters/" + oldest).path("note").asText()).isEqualTo("a test order");
        parked("?key=" + key, 0);
    }

    @Test
    void whatCannotBeIsAProblem() {
        history();
        var newest = parked("?key=" + key, 3).getFirst().path("id").asText();

        refused(409, "/problems/dead-letter-waits-behind", post("/dead-letters/%s/replay".formatted(newest), MENDED));
        refused(404, "/problems/dead-letter-not-found", post("/dead-letters/%s/replay".formatted(Ids.next()), MENDED));
        refused(404, "/problems/dead-letter-not-found", post("/dead-letters/%s/discard".formatted(Ids.next()), MENDED));
        refused(400, "/problems/validation-failed", post("/dead-letters/first/replay", MENDED));
        refused(400, "/problems/validation-failed", http.getForEntity("/dead-letters?state=LOST", JsonNode.class));
        refused(400, "/problems/validation-failed", http.getForEntity("/dead-letters?cursor=x", JsonNode.class));
    }

    @Test
    void theActuatorListsShowsReplaysAndDiscards() {
        history();
        var first = oldest();
        service.isMended = true;
        assertThat(get("/actuator/deadletters").path("parked").asInt()).isPositive();
        assertThat(get("/actuator/deadletters/" + first).path("body").isTextual())
                .isTrue();

        refused(400, "/problems/bad-request", post("/actuator/deadletters/" + first, Map.of("action", "discard")));
        var discarded = post("/actuator/deadletters/" + first, Map.of("action", "discard", "note", "a test order"));
        assertThat(discarded.getBody()).hasToString("{\"replayed\":2,\"broken\":[]}");
        refused(400, "/problems/bad-request", post("/actuator/deadletters/" + first, Map.of("action", "replay")));

        service.isMended = false;
        wire.send(wire.command(CountingService.COMMANDS, key, new Explode("")));
        parked("?key=" + key, 1);
        service.isMended = true;
        assertThat(post("/actuator/deadletters", Map.of("action", "replay"))
                        .getStatusCode()
                        .value())
                .isEqualTo(200);
        parked("?key=" + key, 0);
    }

    /** A broken event with two behind it. */
    private List<Outgoing> history() {
        var events = List.of(
                wire.command(CountingService.EVENTS, key, new Explode("poison")),
                wire.command(CountingService.EVENTS, key, new Count("")),
                wire.command(CountingService.EVENTS, key, new Count("")));
        wire.send(events);
        parked("?consumer=%s&key=%s".formatted(CountingService.EVENTS, key), 3);
        return events;
    }

    private String oldest() {
        return parked("?key=" + key, 3).getLast().path("id").asText();
    }

    private List<JsonNode> parked(String query, int count) {
        return await().until(
                        () -> {
                            var items = new ArrayList<JsonNode>();
                            get("/dead-letters" + query).path("items").forEach(items::add);
                            return items;
                        },
                        items -> items.size() == count);
    }

    private JsonNode get(String path) {
        var answer = http.getForEntity(path, JsonNode.class);
        assertThat(answer.getStatusCode().value())
                .as("%s: %s", path, answer.getBody())
                .isEqualTo(200);
        return Objects.requireNonNull(answer.getBody());
    }

    private ResponseEntity<JsonNode> post(String path, Map<String, String> body) {
        return http.postForEntity(path, body, JsonNode.class);
    }

    private static void refused(int status, String type, ResponseEntity<JsonNode> answer) {
        assertThat(answer.getStatusCode().value()).as("%s", answer.getBody()).isEqualTo(status);
        assertThat(Objects.requireNonNull(answer.getBody()).path("type").asText())
                .isEqualTo(type);
    }
}
