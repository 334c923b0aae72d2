package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Ids;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Semantics 6: a pool of one connection, which distributed and ordinary transactions take turns with. */
@PurseTest
@TestPropertySource(
        properties = {
            "spring.datasource.hikari.maximum-pool-size=1",
            // Flyway itself wants two.
            "spring.flyway.url=${spring.datasource.url}",
            "spring.flyway.user=${spring.datasource.username}",
            "spring.flyway.password=${spring.datasource.password}"
        })
class OneConnectionTest {

    /** -Dcommit.turns=1000 for the whole of it. */
    private static final int TURNS = Integer.getInteger("commit.turns", 100);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PurseClient participant;

    @Autowired
    OneConnectionTest(JdbcClient jdbc, PlatformTransactionManager transactions, @LocalServerPort int port) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.participant = new PurseClient(port);
    }

    @Test
    void nothingOfABranchStaysWithTheConnection() {
        jdbc.sql("INSERT INTO purse VALUES ('shared', :turns)")
                .param("turns", 2 * TURNS)
                .update();
        var settings = settings();

        for (var turn = 0; turn < TURNS; turn++) {
            var id = Ids.next();
            var operation = turn % 2 == 0 ? "spend-by-jpa" : "spend-by-jdbc";
            assertThat(participant.prepare(id, operation, "shared", 1).text("vote"))
                    .isEqualTo("YES");
            assertThat(settings()).isEqualTo(settings);
            assertThat(participant.commit(id).status()).isEqualTo(200);
            transaction.executeWithoutResult(
                    status -> jdbc.sql("UPDATE purse SET balance = balance - 1 WHERE id = 'shared'")
                            .update());
        }

        assertThat(jdbc.sql("SELECT balance FROM purse WHERE id = 'shared'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private String settings() {
        return jdbc.sql("""
                SELECT string_agg(name || '=' || setting, ' ' ORDER BY name)
                  FROM pg_settings
                 WHERE name IN ('lock_timeout', 'synchronous_commit', 'transaction_isolation',
                                'default_transaction_read_only', 'statement_timeout')
                """).query(String.class).single();
    }
}
