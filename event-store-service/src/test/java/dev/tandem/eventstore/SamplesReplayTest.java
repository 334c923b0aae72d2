package dev.tandem.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every event that was ever written, in whichever version, is still taken in, read, folded and projected. */
@WholeService
class SamplesReplayTest {

    private static final String ORDER = "0198c0de-0000-7000-8000-000000000001";

    /** An order's events come in their order, whatever else comes between. */
    private static final List<String> ORDERLY =
            List.of("OrderCreated", "OrderConfirmed", "OrderCancellationRequested", "OrderCancelled");

    @LocalServerPort
    private int port;

    private Client http = new Client(0);

    @BeforeEach
    void connect() {
        http = new Client(port);
    }

    private record Sample(String type, int version, String data) {

        String event() {
            return Client.event(UUID.randomUUID(), type, version, data);
        }
    }

    private static List<Sample> samples() throws IOException {
        var found = new PathMatchingResourcePatternResolver()
                .getResources("classpath:dev/tandem/eventstore/samples/*.json");
        return Arrays.stream(found)
                .map(resource -> {
                    var name = Objects.requireNonNull(resource.getFilename()).split("\\.", 3);
                    try {
                        return new Sample(
                                name[0],
                                Integer.parseInt(name[1]),
                                resource.getContentAsString(StandardCharsets.UTF_8));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .sorted(Comparator.comparingInt((Sample sample) -> ORDERLY.indexOf(sample.type()))
                        .thenComparingInt(Sample::version))
                .toList();
    }

    @Test
    void allOfThemAreTakenInReadInTheNewestFormAndProjected() throws Exception {
        var samples = samples();
        var stream = "order-" + ORDER;

        var appended = http.append(
                stream, Map.of(), samples.stream().map(Sample::event).toArray(String[]::new));

        assertThat(appended.status()).as("%s", appended.body()).isEqualTo(201);
        var read = http.get("/streams/" + stream + "/events?limit=500").body().path("items");
        assertThat(read).hasSize(samples.size());
        for (var event : read) {
            assertThat(event.path("schemaVersion").asInt())
                    .as("%s", event)
                    .isEqualTo(newest(samples, event.path("type").asText()));
        }
        new Orders(http, "alice").awaitViews();
        var order = http.get("/views/orders/" + ORDER).body();
        assertThat(order.path("status").asText()).isEqualTo("CANCELLED");
        assertThat(order.path("total").decimalValue()).isEqualByComparingTo("25.5");
        var activity = http.get("/views/customers/alice/activity").body().path("items");
        assertThat(activity.findValuesAsText("action"))
                .contains(
                        "Registered",
                        "Opened an account",
                        "Placed an order",
                        "Order confirmed",
                        "Asked to cancel an order",
                        "Order cancelled");
        assertThat(activity.valueStream()
                        .filter(entry -> entry.path("action").asText().equals("Deposited money"))
                        .map(entry -> entry.path("subject").asText()))
                .as("by the old type and by the one that replaces it")
                .contains("100.5", "49.5");
        var invariants = http.get("/actuator/invariants").body();
        assertThat(invariants.path("holds").asBoolean()).as("%s", invariants).isTrue();
    }

    @Test
    void aStreamOfAnyVersionIsFoldedToTheSameState() throws Exception {
        var changed = samples().stream().collect(Collectors.groupingBy(Sample::type)).values().stream()
                .filter(versions -> versions.size() > 1)
                .toList();

        assertThat(changed).isNotEmpty();
        for (var versions : changed) {
            var newest = state(versions.getLast());
            for (var version : versions) {
                assertThat(state(version)).as("%s", version).isEqualTo(newest);
            }
        }
    }

    private JsonNode state(Sample sample) throws Exception {
        var stream = "folded-" + UUID.randomUUID();
        assertThat(http.append(stream, Map.of(), sample.event()).status()).isEqualTo(201);
        return http.get("/streams/" + stream + "/state").body().path("state");
    }

    private static int newest(List<Sample> samples, String type) {
        return samples.stream()
                .filter(sample -> sample.type().equals(type))
                .mapToInt(Sample::version)
                .max()
                .orElseThrow();
    }
}
