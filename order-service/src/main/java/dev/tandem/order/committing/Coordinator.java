package dev.tandem.order.committing;

import dev.tandem.contracts.inventory.AllocateOrder;
import dev.tandem.contracts.order.OrderCommand.CreateOrder;
import dev.tandem.contracts.order.OrderEvent.OrderCreated;
import dev.tandem.contracts.payment.PayOrder;
import dev.tandem.contracts.shipping.ShipOrder;
import dev.tandem.defaults.environment.ServiceAddresses;
import dev.tandem.defaults.http.KeptConnections;
import dev.tandem.messaging.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The transaction coordinator, as a client sees it. What it does not answer, or not in time, is not known. */
@Component
class Coordinator implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Coordinator.class);
    private static final String NAME = "saga-orchestrator";
    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** More than voting, pre-committing and one round of telling take together. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** More orders than that are not on their way. */
    private static final int CONNECTIONS = 256;

    private final HttpComponentsClientHttpRequestFactory requests;
    private final RestClient http;

    Coordinator(RestClient.Builder http, ServiceAddresses addresses) {
        this.requests = KeptConnections.requests(CONNECT, PATIENCE, CONNECTIONS);
        this.http = http.clone()
                .baseUrl(addresses.of(NAME).toString())
                .requestFactory(requests)
                .build();
    }

    private record Branch(String participant, String operation, Object payload) {}

    private record Transaction(UUID transactionId, String protocol, List<Branch> branches) {}

    private record Answer(
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable String detail) {

        Outcome read() {
            return switch (outcome) {
                case "COMMITTED" -> new Outcome.Committed();
                case "ABORTED" -> new Outcome.Aborted(reason == null ? "ABORTED" : reason, detail);
                case null, default -> new Outcome.Unknown();
            };
        }
    }

    /** Has all services place an order together; its transaction has the order's id, so repeating it is harmless. */
    Outcome place(CreateOrder order, OrderCreated priced) {
        var id = order.orderId();
        var paymentId = Ids.next();
        var reservationId = Ids.next();
        var shipmentId = Ids.next();
        var pay = new PayOrder(id, paymentId, order.customerId(), priced.total(), priced.currency(), order.payment());
        var transaction = new Transaction(
                id,
                order.coordination().wireName(),
                List.of(
                        new Branch(
                                "order-service",
                                PlaceOrderTogether.OPERATION,
                                new PlaceOrderTogether(order, paymentId, reservationId, shipmentId)),
                        new Branch("payment-service", PayOrder.OPERATION, pay),
                        new Branch(
                                "inventory-service",
                                AllocateOrder.OPERATION,
                                new AllocateOrder(id, reservationId, order.items())),
                        new Branch(
                                "shipping-service",
                                ShipOrder.OPERATION,
                                new ShipOrder(id, shipmentId, order.shippingAddress()))));
        try {
            var answer = http.post()
                    .uri("/transactions")
                    .body(transaction)
                    .retrieve()
                    .body(Answer.class);
            return answer == null ? new Outcome.Unknown() : answer.read();
        } catch (RestClientException e) {
            log.warn("what becomes of order {} is not known yet: {}", id, e.getMessage());
            return new Outcome.Unknown();
        }
    }

    /** Asks again. A transaction that the coordinator does not know was never decided, and is aborted. */
    Outcome outcomeOf(UUID transactionId) {
        try {
            var answer = http.get()
                    .uri("/transactions/{id}", transactionId)
                    .retrieve()
                    .body(Answer.class);
            return answer == null ? new Outcome.Unknown() : answer.read();
        } catch (HttpClientErrorException.NotFound e) {
            return new Outcome.Aborted("ABORTED", "the coordinator has no record of it");
        } catch (RestClientException e) {
            return new Outcome.Unknown();
        }
    }

    @Override
    public void destroy() throws Exception {
        requests.destroy();
    }
}
