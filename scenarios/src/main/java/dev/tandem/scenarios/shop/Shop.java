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
import org.jspecify.annotations.Nullable;

/**
 * The platform as its customers and operators see it. A server that does not answer, or with a 5xx, is
 * {@link Unanswered}; any other unexpected answer an {@link AssertionError}.
 */
public final class Shop {

    private final Wire wire = new Wire();
    private final Function<String, URI> addresses;

    /** @param addresses where a service listens, by its name */
    public Shop(Function<String, URI> addresses) {
        this.addresses = addresses;
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

    private Receipt post(Basket basket, Map<String, String> headers) {
        var all = new HashMap<>(headers);
        all.put("Idempotency-Key", UUID.randomUUID().toString());
        var answer = wire.post(at("order-service", "/orders"), basket.toJson(), all);
        var orderId = answer.body().path("orderId");
        if (!orderId.isTextual()) {
            throw new AssertionError("not placed: %d %s".formatted(answer.status(), answer.body()));
        }
        return new Receipt(answer.status(), UUID.fromString(orderId.asText()), textAt(answer.body(), "reason"));
    }

    public Order order(UUID orderId) {
        return wire.get(at("order-service", "/orders/" + orderId), Order.class);
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
        var sagas = wire.list(at("saga-orchestrator", "/sagas?businessKey=" + orderId), JsonNode.class);
        if (sagas.size() > 1) {
            throw new AssertionError("order %s has %d sagas: %s".formatted(orderId, sagas.size(), sagas));
        }
        return sagas.stream()
                .map(saga -> saga.path("sagaId").asText())
                .map(sagaId -> wire.get(at("saga-orchestrator", "/sagas/" + sagaId), Saga.class))
                .findFirst();
    }

    /** The same, as operators see it. */
    public Saga sagaForOperators(UUID sagaId) {
        return wire.get(at("saga-orchestrator", "/actuator/sagas/" + sagaId), Saga.class);
    }

    /** An operator turns a saga back, whatever it waits for. */
    public void turnBack(UUID sagaId, String note) {
        var answer = wire.post(
                at("saga-orchestrator", "/sagas/%s/compensate".formatted(sagaId)), Map.of("note", note), Map.of());
        if (answer.status() != 202) {
            throw new AssertionError("the saga does not turn back: " + answer);
        }
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
        var answer = wire.put(at("payment-service", "/simulator/gateway/outage"), Map.of("unavailable", unavailable));
        if (answer.status() != 200) {
            throw new AssertionError("the outage was not accepted: " + answer);
        }
    }

    private URI at(String service, String path) {
        return addresses.apply(service).resolve(path);
    }

    private static @Nullable String textAt(JsonNode body, String field) {
        return body.hasNonNull(field) ? body.path(field).asText() : null;
    }
}
