package dev.tandem.eventstore;

import static dev.tandem.eventstore.Client.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.web.server.LocalServerPort;

@WholeService
@Timeout(120)
class LogHttpTest {

    private final String stream = "log-" + UUID.randomUUID();
    private final String type = "Logged" + stream.substring(4).replace("-", "");

    @LocalServerPort
    private int port;

    private Client http = new Client(0);

    @BeforeEach
    void connect() {
        http = new Client(port);
    }

    @Test
    void theLogIsReadInOrderAndByTypeAndByCorrelation() throws Exception {
        var begin = append(3);

        var ofType = http.get("/events?limit=2&type=" + type).body();
        var rest = http.get("/events?type=" + type + "&cursor="
                        + ofType.path("next").asText())
                .body();
        var all = http.get("/events?limit=3&after=" + (begin - 1)).body();
        var correlation = ofType.at("/items/0/metadata/correlationId").asText();

        assertThat(ofType.path("items").findValuesAsText("version")).containsExactly("1", "2");
        assertThat(rest.path("items").findValuesAsText("version")).containsExactly("3");
        assertThat(all.path("items").findValuesAsText("position"))
                .containsExactly("" + begin, "" + (begin + 1), "" + (begin + 2));
        assertThat(http.get("/events?correlationId=" + correlation).body().path("items"))
                .hasSize(1);
    }

    @Test
    void whoFollowsSeesWhatHappensAndMissesNothingWhenCutOff() throws Exception {
        var before = append(1);
        var seen = new ArrayList<Long>();
        try (var feed = http.lines("/events/live?after=" + before, Map.of()).body()) {
            var ids = ids(feed.iterator());
            append(2);
            seen.add(ids.next());
            seen.add(ids.next());
        }
        append(3); // while nobody listens
        try (var feed = http.lines(
                        "/events/live", Map.of("Last-Event-ID", seen.getLast().toString()))
                .body()) {
            var ids = ids(feed.iterator());
            for (var i = 0; i < 3; i++) {
                seen.add(ids.next());
            }
            append(1);
            seen.add(ids.next());
        }

        assertThat(seen).isEqualTo(List.of(before + 1, before + 2, before + 3, before + 4, before + 5, before + 6));
    }

    @Test
    void aFeedBeginsWithAPosition() throws Exception {
        assertThat(http.lines("/events/live", Map.of("Last-Event-ID", "yesterday"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void theLogIsWhole() throws Exception {
        append(2);

        var report = http.get("/actuator/invariants").body();

        assertThat(report.path("holds").asBoolean()).as("%s", report).isTrue();
        assertThat(report.toString()).contains("log-has-no-gaps", "streams-have-no-gaps");
        assertThat(http.get("/actuator/streams").body().path("events").asLong()).isPositive();
        assertThat(http.get("/actuator/streams/" + stream)
                        .body()
                        .at("/0/version")
                        .asInt())
                .isEqualTo(2);
    }

    /** Returns the first one's position. */
    private long append(int count) throws Exception {
        var first = 0L;
        for (var i = 0; i < count; i++) {
            var answer = http.append(stream, Map.of(), event(type, "{}"));
            first = first == 0 ? answer.body().at("/events/0/position").asLong() : first;
        }
        return first;
    }

    private static Iterator<Long> ids(Iterator<String> lines) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return lines.hasNext();
            }

            @Override
            public Long next() {
                for (var line = lines.next(); ; line = lines.next()) {
                    if (line.startsWith("id:")) {
                        return Long.valueOf(line.substring(3).strip());
                    }
                }
            }
        };
    }
}
