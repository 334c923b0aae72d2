package dev.tandem.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.eventsourcing.Append;
import dev.tandem.eventsourcing.EventStore;
import dev.tandem.eventsourcing.Expected;
import dev.tandem.eventsourcing.NewEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A past of the shop: orders that were placed, paid for, packed and confirmed, five events each. */
final class EventHistory {

    private static final int EVENTS_OF_AN_ORDER = 5;
    private static final int ORDERS_AT_A_TIME = 200;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private EventHistory() {}

    /** Writes about so many events. */
    static void write(EventStore store, int events) {
        var orders = events / EVENTS_OF_AN_ORDER;
        var batch = new ArrayList<Append>();
        for (var number = 0; number < orders; number++) {
            batch.addAll(order(number));
            if (batch.size() >= ORDERS_AT_A_TIME * EVENTS_OF_AN_ORDER || number == orders - 1) {
                store.append(batch);
                batch.clear();
            }
        }
    }

    private static List<Append> order(int number) {
        var id = UUID.randomUUID().toString();
        var customer = "customer-" + number % 1000;
        var at = BEGIN.plusSeconds(20L * number);
        var created = data(id).put("customerId", customer)
                .put("total", new BigDecimal("26.00"))
                .put("currency", "EUR")
                .put("coordination", "saga-orchestrated");
        created.putArray("items").addObject().put("sku", "book").put("quantity", 1);
        var confirmed = data(id).put("paymentId", UUID.randomUUID().toString())
                .put("reservationId", UUID.randomUUID().toString())
                .put("shipmentId", UUID.randomUUID().toString());
        return List.of(
                append("order", id, "OrderCreated", created, at),
                append("payment", id, "PaymentCompleted", data(id).put("amount", 26), at.plusMillis(20)),
                append("inventory", id, "InventoryReserved", data(id).put("warehouse", "W1"), at.plusMillis(40)),
                append("shipping", id, "ShipmentCreated", data(id).put("country", "DE"), at.plusMillis(60)),
                append("order", id, "OrderConfirmed", confirmed, at.plusMillis(80)));
    }

    private static ObjectNode data(String orderId) {
        return JsonNodeFactory.instance.objectNode().put("orderId", orderId);
    }

    private static Append append(String service, String orderId, String type, ObjectNode data, Instant at) {
        var metadata = JsonNodeFactory.instance
                .objectNode()
                .put("correlationId", orderId)
                .put("source", "/" + service + "-service");
        return new Append(
                service + "-" + orderId,
                new Expected.Any(),
                List.of(new NewEvent(UUID.randomUUID(), type, 1, data, metadata, at)));
    }
}
