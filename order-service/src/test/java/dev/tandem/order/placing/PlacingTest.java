package dev.tandem.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Ids;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@OrderServiceTest
class PlacingTest {

    private Http http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void anOrderIsAcceptedAtOnce() throws Exception {
        var accepted = http.post("/orders", Requests.ORDER);

        assertThat(accepted.status()).isEqualTo(202);
        var id = accepted.text("orderId");
        assertThat(accepted.header("Location")).isEqualTo("/orders/" + id);
        assertThat(accepted.header("Preference-Applied")).isEmpty();
        assertThat(accepted.body().toString()).isEqualTo("""
                {"orderId":"%1$s","status":"PENDING","coordination":"saga-orchestrated",\
                "total":53.00,"currency":"EUR","statusUrl":"/orders/%1$s"}""".formatted(id));
    }

    @Test
    void anAcceptedOrderCanBeRead() throws Exception {
        var id = http.post("/orders", Requests.ORDER).text("orderId");

        var order = http.get("/orders/" + id);

        assertThat(order.status()).isEqualTo(200);
        assertThat(order.text("orderId")).isEqualTo(id);
        assertThat(order.text("customerId")).isEqualTo("alice");
        assertThat(order.text("status")).isEqualTo("PENDING");
        assertThat(order.body().path("reason").isNull()).isTrue();
        assertThat(order.body().path("paymentId").isNull()).isTrue();
        assertThat(order.body().path("items").toString()).isEqualTo("""
                [{"sku":"book","quantity":2,"unitPrice":25.00},{"sku":"sticker","quantity":3,"unitPrice":1.00}]""");
        assertThat(order.body().path("total").toString()).isEqualTo("53.00");
        assertThat(order.body().path("version").asInt()).isEqualTo(1);
        assertThat(order.text("createdAt")).endsWith("Z").isEqualTo(order.text("updatedAt"));
    }

    @Test
    void anAcceptedOrderHasItsFirstEvent() throws Exception {
        var id = http.post("/orders", Requests.ORDER).text("orderId");

        var events = http.get("/orders/" + id + "/events").body();

        assertThat(events.path("next").isNull()).isTrue();
        assertThat(events.path("items")).hasSize(1);
        var event = events.path("items").get(0);
        assertThat(event.path("version").asInt()).isEqualTo(1);
        assertThat(event.path("type").asText()).isEqualTo("OrderCreated");
        assertThat(event.path("data").path("payment").toString())
                .isEqualTo("{\"method\":\"card\",\"token\":\"tok_visa\"}");
    }

    @Test
    void theSagaOfTheCustomersChoiceIsPassedOn() throws Exception {
        var request = Requests.with("{\n  \"customerId\"", """
                {"coordination": "saga-orchestrated", "sagaDefinition": "order-fulfillment-reserve-first",
                 "customerId\"""");

        var order = http.get("/orders/" + http.post("/orders", request).text("orderId"));

        assertThat(order.text("sagaDefinition")).isEqualTo("order-fulfillment-reserve-first");
    }

    @Test
    void anOrderThatNobodyConductsIsAcceptedLikeAnyOther() throws Exception {
        var request = Requests.with("{\n  \"customerId\"", "{\"coordination\": \"saga-choreographed\", \"customerId\"");

        var accepted = http.post("/orders", request);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text("coordination")).isEqualTo("saga-choreographed");
        var order = http.get(accepted.text("statusUrl"));
        assertThat(order.text("status")).isEqualTo("PENDING");
        assertThat(order.text("coordination")).isEqualTo("saga-choreographed");
    }

    @Test
    void anUnknownOrderIsNotFound() throws Exception {
        var id = Ids.next();

        assertThat(http.get("/orders/" + id).status()).isEqualTo(404);
        assertThat(http.get("/orders/" + id + "/events").status()).isEqualTo(404);
        assertThat(http.get("/orders/1").status()).isEqualTo(400);
    }
}
