package dev.tandem.order.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Ids;
import dev.tandem.order.Http;
import dev.tandem.order.OrderServiceTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@OrderServiceTest
class CustomersTest {

    private Http http;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        http = new Http(port);
    }

    @Test
    void aCatalogueAndFourCustomersAreThereFromTheStart() throws Exception {
        assertThat(http.get("/catalogue").body().path("items").toString()).contains("""
                {"sku":"laptop","name":"Laptop","price":1200.00,"currency":"EUR"}""");
        assertThat(http.get("/catalogue").body().path("items").findValuesAsText("sku"))
                .containsExactly("book", "headphones", "laptop", "phone", "sticker");
        assertThat(http.get("/customers?limit=500").body().path("items").findValuesAsText("customerId"))
                .contains("alice", "bob", "carol", "dave");
    }

    @Test
    void listsComeInPages() throws Exception {
        var first = http.get("/catalogue?limit=3").body();
        var second = http.get("/catalogue?limit=3&cursor=" + first.path("next").asText())
                .body();

        assertThat(first.path("items").findValuesAsText("sku")).containsExactly("book", "headphones", "laptop");
        assertThat(second.path("items").findValuesAsText("sku")).containsExactly("phone", "sticker");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void aNewCustomerMayOrder() throws Exception {
        var id = "new-" + Ids.next();

        var registered = http.post("/customers", body(id));

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.text("customerId")).isEqualTo(id);
        assertThat(registered.text("registeredAt")).endsWith("Z");
        assertThat(http.get("/customers?limit=500").body().path("items").findValuesAsText("customerId"))
                .contains(id);
    }

    @Test
    void anIdIsGivenOnce() throws Exception {
        var again = http.post("/customers", body("alice"));

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("type")).isEqualTo("/problems/customer-exists");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Erin", "erin smith", "-erin", "érin", "../erin"})
    void anIdIsSimple(String id) throws Exception {
        var problem = http.post("/customers", body(id));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.body().path("errors").findValuesAsText("field")).containsExactly("customerId");
    }

    private static String body(String id) {
        return "{\"customerId\": \"%s\", \"name\": \"Somebody\"}".formatted(id);
    }
}
