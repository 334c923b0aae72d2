package dev.tandem.lock.web;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.lock.core.LockQueries;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendContract;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.locks.postgres.LockServiceBackend;
import dev.tandem.testsupport.RealPostgres;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The client's side, held to the contract of every backend. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "spring.config.name=lock-service")
@RealPostgres
class LockServiceBackendTest extends LockBackendContract {

    @LocalServerPort
    private int port;

    @Autowired
    LockQueries queries;

    private LockServiceBackend backend = at(1);

    @BeforeEach
    void connect() {
        backend = at(port);
    }

    @AfterEach
    void disconnect() {
        backend.close();
    }

    @Override
    protected LockBackend backend() {
        return backend;
    }

    @Override
    protected int queueLength() {
        return queries.queue(key, 100).size();
    }

    @Test
    void aServiceThatIsAwayIsNeitherARefusalNorALoss() throws Exception {
        var grant = acquire(Duration.ZERO).orElseThrow();
        try (var nowhere = at(1)) {
            assertThatThrownBy(() -> nowhere.acquire(key, "tester", LONG, Duration.ZERO))
                    .isInstanceOf(LockBackendUnavailable.class);
            assertThatThrownBy(() -> nowhere.renew(grant, LONG)).isInstanceOf(LockBackendUnavailable.class);
            assertThatThrownBy(() -> nowhere.release(grant)).isInstanceOf(LockBackendUnavailable.class);
        }
    }

    @Test
    void aKeyThatNoLockCanHaveIsTheCallersMistake() {
        assertThatThrownBy(() -> backend.acquire("a b", "tester", LONG, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static LockServiceBackend at(int port) {
        return new LockServiceBackend(URI.create("http://127.0.0.1:" + port), Duration.ofSeconds(20));
    }
}
