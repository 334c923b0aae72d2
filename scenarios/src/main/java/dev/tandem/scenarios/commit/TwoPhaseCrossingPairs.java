package dev.tandem.scenarios.commit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.scenarios.Stage;
import dev.tandem.scenarios.Story;
import dev.tandem.scenarios.shop.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Guide, 'Blocking Nature and Limitations': two who hold what the other one wants, each in another database. */
public final class TwoPhaseCrossingPairs implements Story {

    /** Long enough that the first lock of both is taken, short enough that nobody has given up. */
    private static final Duration HEAD_START = Duration.ofMillis(300);

    /** A branch waits for a lock for a second and a third at most; the rest is for a busy machine. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "2pc-crossing-pairs";
    }

    @Override
    public String about() {
        return "Of two orders one has the wallet and wants the shelf, the other one has the shelf and wants the wallet (--count pairs): nobody sees the circle, and nobody waits for long.";
    }

    /** One of a pair, and what became of it. */
    private record End(UUID id, JsonNode answer, Duration took) {

        boolean isCommitted() {
            return answer.path("outcome").asText().equals("COMMITTED");
        }
    }

    @Override
    public void play(Stage stage) {
        var pairs = stage.options().count();
        var ends = new ArrayList<End>();
        for (var pair = 0; pair < pairs; pair++) {
            ends.addAll(play(stage, UUID.randomUUID(), UUID.randomUUID()));
        }

        var committed = ends.stream().filter(End::isCommitted).map(End::id).toList();
        var longest = ends.stream().map(End::took).max(Duration::compareTo).orElseThrow();
        stage.tell(
                "of %d pairs that lock in opposite order, %d orders went through and the others gave up; the longest took %.1f s"
                        .formatted(pairs, committed.size(), longest.toMillis() / 1e3));
        assertThat(committed).isNotEmpty();
        assertThat(longest).isLessThan(LONGEST);
        assertThat(ends)
                .filteredOn(end -> !end.isCommitted())
                .allSatisfy(end -> assertThat(end.answer().path("reason").asText())
                        .as("%s", end)
                        .isEqualTo("CONTENTION"));
        new Round(stage).awaitPrepared(count -> count == 0);
        stage.checkSettled(committed);
    }

    private static List<End> play(Stage stage, UUID walletFirst, UUID shelfFirst) {
        var wait = Fault.delayAt("participant.before-prepare", HEAD_START);
        stage.arm("inventory-service", wait.onlyFor(walletFirst));
        stage.arm("payment-service", wait.onlyFor(shelfFirst));
        return Stream.of(walletFirst, shelfFirst)
                .map(id -> CompletableFuture.supplyAsync(() -> commit(stage, id)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static End commit(Stage stage, UUID id) {
        var begin = System.nanoTime();
        var answer = stage.coordination().begin(id, branches(id));
        return new End(id, answer, Duration.ofNanos(System.nanoTime() - begin));
    }

    /** Of an order of bob's. */
    private static List<Map<String, Object>> branches(UUID id) {
        var paymentId = UUID.randomUUID();
        var reservationId = UUID.randomUUID();
        var shipmentId = UUID.randomUUID();
        var items = List.of(Map.of("sku", "headphones", "quantity", 1));
        var wallet = Map.of("method", "wallet");
        var address = Map.of(
                "name", "bob",
                "street", "Main Street 1",
                "city", "Somewhere",
                "postalCode", "10115",
                "country", "DE");
        var order = Map.of(
                "orderId", id,
                "customerId", "bob",
                "items", items,
                "payment", wallet,
                "shippingAddress", address,
                "coordination", "two-phase-commit");
        var ids = Map.of("paymentId", paymentId, "reservationId", reservationId, "shipmentId", shipmentId);
        return List.of(
                branch("order-service", "place-order", with(ids, "order", order)),
                branch(
                        "payment-service",
                        "pay-order",
                        Map.of(
                                "orderId",
                                id,
                                "paymentId",
                                paymentId,
                                "customerId",
                                "bob",
                                "amount",
                                150.00,
                                "currency",
                                "EUR",
                                "method",
                                wallet)),
                branch(
                        "inventory-service",
                        "allocate-order",
                        Map.of("orderId", id, "reservationId", reservationId, "items", items)),
                branch(
                        "shipping-service",
                        "ship-order",
                        Map.of("orderId", id, "shipmentId", shipmentId, "address", address)));
    }

    private static Map<String, Object> branch(String participant, String operation, Map<String, Object> payload) {
        return Map.of("participant", participant, "operation", operation, "payload", payload);
    }

    private static Map<String, Object> with(Map<String, ?> some, String name, Object value) {
        var all = new HashMap<String, Object>(some);
        all.put(name, value);
        return all;
    }
}
