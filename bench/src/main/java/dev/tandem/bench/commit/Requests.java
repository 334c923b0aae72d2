package dev.tandem.bench.commit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.tandem.bench.OrderWishes;
import dev.tandem.local.platform.Platform;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/** Orders that all services commit together, wanted over HTTP. Thread-safe. */
final class Requests implements AutoCloseable {

    private static final int CONNECTIONS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By time, as the services' are. */
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    private static final String ADDRESS =
            "{\"name\":\"Bench\",\"street\":\"Main Street 1\",\"city\":\"Somewhere\",\"postalCode\":\"10115\",\"country\":\"DE\"}";

    private final CloseableHttpClient http = HttpClients.custom()
            .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                    .setMaxConnPerRoute(CONNECTIONS)
                    .setMaxConnTotal(CONNECTIONS)
                    .build())
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableContentCompression()
            .build();
    private final URI transactions;
    private final URI orders;
    private final String protocol;
    private final AtomicLong aborted = new AtomicLong();
    private final AtomicLong pending = new AtomicLong();

    Requests(Platform platform, String protocol) {
        this.transactions = platform.url("saga-orchestrator").resolve("/transactions");
        this.orders = platform.url("order-service").resolve("/orders");
        this.protocol = protocol;
    }

    private record Answer(int status, JsonNode body) {}

    /** {@code POST /transactions}: the four branches of an order, named by the client. */
    void transaction(long number, String sku) throws IOException {
        var id = IDS.generate();
        var order = "{\"orderId\":\"%s\",%s,\"shippingAddress\":%s,\"coordination\":\"%s\"}"
                .formatted(id, wish(number, sku), ADDRESS, protocol);
        var pay = IDS.generate();
        var reservation = IDS.generate();
        var shipment = IDS.generate();
        var answer = post(transactions, """
                {"transactionId":"%1$s","protocol":"%2$s","branches":[\
                {"participant":"order-service","operation":"place-order","payload":{"order":%3$s,"paymentId":"%4$s",\
                "reservationId":"%5$s","shipmentId":"%6$s"}},\
                {"participant":"payment-service","operation":"pay-order","payload":{"orderId":"%1$s","paymentId":"%4$s",\
                "customerId":"%7$s","amount":1.00,"currency":"EUR","method":{"method":"wallet"}}},\
                {"participant":"inventory-service","operation":"allocate-order","payload":{"orderId":"%1$s",\
                "reservationId":"%5$s","items":[{"sku":"%8$s","quantity":1}]}},\
                {"participant":"shipping-service","operation":"ship-order","payload":{"orderId":"%1$s",\
                "shipmentId":"%6$s","address":%9$s}}]}""".formatted(
                        id, protocol, order, pay, reservation, shipment, OrderWishes.customer(number), sku, ADDRESS));
        count(answer.status() == 200 && answer.body().path("outcome").asText().equals("COMMITTED"), answer);
    }

    /** {@code POST /orders}. */
    void order(long number, String sku) throws IOException {
        var answer = post(
                orders,
                "{%s,\"shippingAddress\":%s,\"coordination\":\"%s\"}".formatted(wish(number, sku), ADDRESS, protocol));
        count(answer.status() == 201, answer);
    }

    private static String wish(long number, String sku) {
        return "\"customerId\":\"%s\",\"items\":[{\"sku\":\"%s\",\"quantity\":1}],\"payment\":{\"method\":\"wallet\"}"
                .formatted(OrderWishes.customer(number), sku);
    }

    /** An abort is an outcome, and so is that there is none yet; that such orders are not offered ends the measurement. */
    private void count(boolean committed, Answer answer) {
        if (committed) {
            return;
        }
        if (answer.status() == 400 || answer.status() == 422) {
            throw new IllegalArgumentException("%d, %s"
                    .formatted(answer.status(), answer.body().path("detail").asText()));
        }
        (answer.status() == 200 || answer.status() == 409 ? aborted : pending).incrementAndGet();
    }

    /** How many were not committed, or not so that the client could hear it, since this was asked last; empty if all were. */
    String failures() {
        var undone = aborted.getAndSet(0);
        var unknown = pending.getAndSet(0);
        return undone + unknown == 0 ? "" : "; %d of them aborted, %d not decided in time".formatted(undone, unknown);
    }

    private Answer post(URI uri, String body) throws IOException {
        var request = ClassicRequestBuilder.post(uri)
                .setHeader("Idempotency-Key", UUID.randomUUID().toString())
                .setEntity(body, ContentType.APPLICATION_JSON)
                .build();
        return http.execute(request, Requests::read);
    }

    private static Answer read(ClassicHttpResponse response) throws IOException, HttpException {
        return new Answer(response.getCode(), JSON.readTree(EntityUtils.toString(response.getEntity())));
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
