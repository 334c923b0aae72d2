package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.commit.purse.PurseService;
import dev.tandem.messaging.Ids;
import dev.tandem.testsupport.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Semantics 1: a server that allows no prepared transactions, as is the default. */
@SpringBootTest(
        classes = PurseService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.application.name=purse-service",
            "spring.flyway.locations=classpath:db/migration/messaging,classpath:db/migration/commit-participant,"
                    + "classpath:db/migration/purse",
            "spring.kafka.bootstrap-servers=127.0.0.1:1",
            "tandem.messaging.listen=false"
        })
class ReadinessTest {

    private static final PostgresServer SERVER = PostgresServer.startWithoutPreparedTransactions();

    private final JdbcClient jdbc;
    private final PurseClient participant;

    @Autowired
    ReadinessTest(JdbcClient jdbc, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.participant = new PurseClient(port);
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        var database = SERVER.freshDatabase();
        properties.add("spring.datasource.url", database::url);
        properties.add("spring.datasource.username", database::username);
        properties.add("spring.datasource.password", database::password);
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void whoCannotPrepareIsNotReadyAndNamesTheSetting() {
        var readiness = participant.get("/actuator/health/readiness");

        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.body().toString()).contains("max_prepared_transactions", "is 0");
    }

    @Test
    void andIfItIsAskedAllTheSameItVotesNo() {
        jdbc.sql("INSERT INTO purse VALUES ('mine', 100)").update();

        var vote = participant.prepare(Ids.next(), "spend-by-jdbc", "mine", 30);

        assertThat(vote.text("vote")).isEqualTo("NO");
        assertThat(vote.text("detail")).contains("max_prepared_transactions", "disabled");
        assertThat(jdbc.sql("SELECT balance FROM purse WHERE id = 'mine'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(100);
    }
}
