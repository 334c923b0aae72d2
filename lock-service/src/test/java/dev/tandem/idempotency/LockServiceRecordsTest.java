package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.lock.LockApplication;
import dev.tandem.testsupport.RealPostgres;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.client.RestClient;

@SpringBootTest(
        classes = LockApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "spring.config.name=lock-service")
@RealPostgres
class LockServiceRecordsTest extends StoreContract {

    private final RestClient.Builder http;
    private final IdempotencyStore store;

    LockServiceRecordsTest(@Autowired RestClient.Builder http, @LocalServerPort int port) {
        this.http = http;
        this.store = at(port);
    }

    @Override
    IdempotencyStore store() {
        return store;
    }

    @Test
    void aKeyMayLookLikeAnAddress() {
        var key = new RecordKey(scope, "a/b?c=%2F&d#" + UUID.randomUUID());
        var attempt = new Attempt(key, UUID.randomUUID(), "the same", LONG, LONG);
        assertThat(store.claim(attempt)).isEqualTo(new Claim.Granted(null, false));

        assertThat(store.complete(attempt, ANSWER)).isTrue();

        assertThat(store.claim(attempt)).isEqualTo(new Claim.Answered(ANSWER));
    }

    @Test
    void aServiceThatIsAwayIsToldAsSuch() {
        var nowhere = at(1);

        assertThatThrownBy(() -> nowhere.claim(attempt("away")))
                .isInstanceOfSatisfying(
                        Problem.class, it -> assertThat(it.status().value()).isEqualTo(503));
    }

    private IdempotencyStore at(int port) {
        return LockServiceStoreConfiguration.store(http, "http://127.0.0.1:" + port);
    }
}
