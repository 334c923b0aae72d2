package dev.tandem.scenarios.shop;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The platform as its customers and operators see it. A server that does not answer, or with a 5xx, is
 * {@link Unanswered}; any other unexpected answer an {@link AssertionError}.
 */
public final class Shop {

    private static final String CANCELLATION = "order-cancellation";

    private final Wire wire = new Wire();
    private final Function<String, URI> addresses;

    /** @param addresses where a service listens, by its name */
    public Shop(Function<String, URI> addresses) {
        this.addresses = addresses;
    }

    /** Its stock, as those see it who count shelves. */
    public Stockroom stockroom() {
        return new Stockroom(wire, addresses.apply("inventory-service"));
    }

    /** The platform's event store. */
    public Journal journal() {
        return new Journal(wire, () -> addresses.apply("event-store-service"));
    }

    /** The shop for a client with keys of its own, which asks again when it hears no answer. */
    public PersistentClient persistentClient() {
        return new PersistentClient(wire, addresses);
    }

    /** A customer's orders, newest first. */
    public List<Order> orders(String customerId) {
        return wire.list(at("order-service", "/orders?customerId=" + customerId), Order.class);
    }

    /** A new customer, whose wallet is empty and is there a moment later. */
    public String register(String kind) {
        var customerId = kind + "-" + UUID.randomUUID();
        var body = Map.of("customerId", customerId, "name", kind);
        expect(201, wire.post(at("order-service", "/customers"), body, Map.of("Idempotency-Key", customerId)));
        return customerId;
    }

    /** Pays money into a customer's wallet; false as long as that is not there. */
    public boolean deposit(String customerId, String amount) {
        var path = "/accounts/" + customerId + "/deposits";
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        var answer = wire.post(at("payment-service", path), Map.of("amount", new BigDecimal(amount)), key);
        if (answer.status() == 404) {
            return false;
        }
        expect(201, answer);
        return true;
    }

    /** The newest entries of an account of the ledger. */
    public List<LedgerEntry> ledger(String account) {
        return wire.list(at("payment-service", "/ledger?limit=500&account=" + account), LedgerEntry.class);
    }

    /** What was sold to a customer, by day, as the sales report has it. */
    public List<SalesDay> sales(String customerId) {
        return wire.list(at("order-service", "/reports/sales?customerId=" + customerId), SalesDay.class);
    }

    /** Places an order, and does not wait for its outcome. */
    public UUID place(Basket basket) {
        var receipt = post(basket, Map.of());
        if (receipt.httpStatus() != 202) {
            throw new AssertionError("not accepted: " + receipt);
        }
        return receipt.orderId();
    }

    /** Places an order as a customer does who stays on the page for up to half a minute. */
    public Receipt placeAndWait(Basket basket) {
        return post(basket, Map.of("Prefer", "wait=30"));
    }

    /** Places an order that all services commit together; 503 if nobody can tell the outcome yet. */
    public Receipt placeAtOnce(Basket basket) {
        var key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
        return receipt(wire.postAnyway(at("order-service", "/orders"), basket.toJson(), key));
    }

    private Receipt post(Basket basket, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Idempotency-Key", UUID.randomUUID().toString());
        return receipt(wire.post(at("order-service", "/orders"), basket.toJson(), all));
    }

    private static Receipt receipt(Wire.Answer answer) {
        var orderId = answer.body().path("orderId");
        if (!orderId.isTextual() && answer.status() >= 500) {
            throw new Unanswered("nobody takes orders: %d %s".formatted(answer.status(), answer.body()));
        }
        if (!orderId.isTextual()) {
            throw new AssertionError("not placed: %d %s".formatted(answer.status(), answer.body()));
        }
        return new Receipt(answer.status(), UUID.fromString(orderId.asText()), textAt(answer.body(), "reason"));
    }

    public Order order(UUID orderId) {
        return wire.get(at("order-service", "/orders/" + orderId), Order.class);
    }

    /** Where an order is. */
    public Flow flow(UUID orderId) {
        return wire.get(at("order-service", "/orders/" + orderId + "/flow"), Flow.class);
    }

    /** What was paid for an order, and given back. */
    public List<Payment> payments(UUID orderId) {
        return wire.list(at("payment-service", "/payments?orderId=" + orderId), Payment.class);
    }

    /** What a customer's wallet holds. */
    public BigDecimal balance(String customerId) {
        var account = wire.get(at("payment-service", "/accounts/" + customerId), JsonNode.class);
        return account.path("balance").decimalValue();
    }

    public List<Reservation> reservations(UUID orderId) {
        return wire.list(at("inventory-service", "/reservations?orderId=" + orderId), Reservation.class);
    }

    public Article stock(String sku) {
        return wire.get(at("inventory-service", "/stock/" + sku), Article.class);
    }

    public List<Shipment> shipments(UUID orderId) {
        return wire.list(at("shipping-service", "/shipments?orderId=" + orderId), Shipment.class);
    }

    /** How an order is carried out; empty while nobody has begun, and an error if more than one saga does so. */
    public Optional<Saga> saga(UUID orderId) {
        return saga(orderId, definition -> !definition.equals(CANCELLATION));
    }

    /** How an order is undone at its customer's wish; empty if nobody has begun. */
    public Optional<Saga> cancellation(UUID orderId) {
        return saga(orderId, CANCELLATION::equals);
    }

    private Optional<Saga> saga(UUID orderId, Predicate<String> definition) {
        var sagas = wire.list(at("saga-orchestrator", "/sagas?businessKey=" + orderId), JsonNode.class).stream()
                .filter(saga -> definition.test(saga.path("definition").asText()))
                .map(saga -> saga.path("sagaId").asText())
                .toList();
        if (sagas.size() > 1) {
            throw new AssertionError("order %s has %d sagas: %s".formatted(orderId, sagas.size(), sagas));
        }
        return sagas.stream()
                .map(sagaId -> wire.get(at("saga-orchestrator", "/sagas/" + sagaId), Saga.class))
                .findFirst();
    }

    /** Wants an order undone; returns the answer's status. */
    public int cancel(UUID orderId) {
        return wire.post(at("order-service", "/orders/" + orderId + "/cancellation"), Map.of(), Map.of())
                .status();
    }

    /** The carrier takes a parcel. */
    public void handOver(UUID shipmentId) {
        var answer = wire.post(at("shipping-service", "/shipments/" + shipmentId + "/handover"), Map.of(), Map.of());
        if (answer.status() != 200) {
            throw new AssertionError("not handed over: " + answer);
        }
    }

    /**
     * Does to a saga what an operator may.
     *
     * @param action {@code retry}, {@code compensate} or {@code resolve}
     * @return the answer's status
     */
    public int instruct(UUID sagaId, String action, String note) {
        var body = Map.of("note", note, "requestedBy", "the operator on duty");
        return wire.post(at("saga-orchestrator", "/sagas/" + sagaId + "/" + action), body, Map.of())
                .status();
    }

    /** The same, as operators see it. */
    public Saga sagaForOperators(UUID sagaId) {
        return wire.get(at("saga-orchestrator", "/actuator/sagas/" + sagaId), Saga.class);
    }

    /** Lets a service fail at a point whenever this order comes by. */
    public void fail(String service, String point, UUID orderId) {
        arm(service, point, "FAIL", orderId);
    }

    /** Loses what a service has under way for this order at a point. */
    public void lose(String service, String point, UUID orderId) {
        arm(service, point, "DROP", orderId);
    }

    private void arm(String service, String point, String action, UUID orderId) {
        var fault = Map.of("action", action, "subject", orderId, "times", 1_000);
        var answer = wire.post(at(service, "/actuator/faults/" + point), fault, Map.of());
        if (answer.status() != 200) {
            throw new AssertionError("not armed: " + answer);
        }
    }

    /** Takes back what was armed at a point. */
    public void heal(String service, String point) {
        wire.delete(at(service, "/actuator/faults/" + point));
    }

    /** Takes back all that was armed in a service. */
    public void healFaults(String service) {
        wire.delete(at(service, "/actuator/faults"));
    }

    /** How many messages a service has committed and not sent yet. */
    public long unsent(String service) {
        return wire.get(at(service, "/actuator/outbox"), JsonNode.class)
                .path("pending")
                .asLong();
    }

    /** The payment gateway's own records about an order. */
    public List<Charge> charges(UUID orderId) {
        return wire.list(at("payment-service", "/simulator/gateway/charges?orderId=" + orderId), Charge.class);
    }

    /** Takes the payment gateway away: whatever it is asked, it answers 503. */
    public void gatewayGoesDown() {
        setOutage(true);
    }

    public void gatewayComesBack() {
        setOutage(false);
    }

    private void setOutage(boolean unavailable) {
        var answer = wire.put(
                at("payment-service", "/simulator/gateway/outage"), Map.of("unavailable", unavailable), Map.of());
        expect(200, answer);
    }

    private static void expect(int status, Wire.Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("not %d but %d %s".formatted(status, answer.status(), answer.body()));
        }
    }

    private URI at(String service, String path) {
        return addresses.apply(service).resolve(path);
    }

    private static @Nullable String textAt(JsonNode body, String field) {
        return body.hasNonNull(field) ? body.path(field).asText() : null;
    }
}
