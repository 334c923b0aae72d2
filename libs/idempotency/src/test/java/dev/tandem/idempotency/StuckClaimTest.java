package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.testsupport.RealPostgres;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What an operator sees of work that does not end, and can do about it. */
@RealPostgres
@SpringBootTest(
        classes = Till.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=till")
class StuckClaimTest {

    private static final String SLOW_SALE = "{\"amount\": 7, \"how\": \"SLOW\"}";
    private static final String ENDPOINT = "/actuator/idempotency";

    private final String key = UUID.randomUUID().toString();
    private final String claim = "?scope=POST%20/card-sales&key=" + key;
    private final Till.Controller till;
    private final Http http;

    StuckClaimTest(@Autowired Till.Controller till, @LocalServerPort int port) {
        this.till = till;
        this.http = new Http(port);
    }

    @Test
    void anOperatorEndsAClaimSoThatTheNextAttemptNeedNotWait() throws Exception {
        var stuck = http.postLater("/card-sales", SLOW_SALE, key);
        await().until(() -> till.begun.get() == 1);

        var seen = new ObjectMapper().readTree(http.call("GET", ENDPOINT).body());
        assertThat(seen.at("/records/working").asInt()).isEqualTo(1);
        assertThat(seen.at("/open/0/scope").asText()).isEqualTo("POST /card-sales");
        assertThat(seen.at("/open/0/key").asText()).isEqualTo(key);
        assertThat(seen.at("/oldestSeconds").asDouble(-1)).isNotNegative();

        assertThat(http.call("DELETE", ENDPOINT + claim).status()).isEqualTo(400);
        var released = http.call("DELETE", ENDPOINT + claim + "&requestedBy=olga&note=hangs");
        assertThat(released.status()).isEqualTo(200);
        var next = http.postLater("/card-sales", SLOW_SALE, key);
        await().until(() -> till.begun.get() == 2);
        till.gate.countDown();

        assertThat(next.get().status()).isEqualTo(201);
        stuck.get().isProblem(409, "idempotency-request-in-progress");
        assertThat(http.call("GET", ENDPOINT).body()).contains("olga", "hangs");
        assertThat(http.call("DELETE", ENDPOINT + claim + "&requestedBy=olga&note=again")
                        .status())
                .isEqualTo(404);
    }
}
